// PromQL's grammar: from text to a tree. The grammar that editors use puts an offset around all that stands
// before it, so that `a + b offset 5m * c` would mean something else than to Prometheus.
const TOKEN = /\s*(?:(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<duration>(?:\d+(?:ms|[smhdwy]))+)|(?<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?<word>[A-Za-z_:][\w:]*)|(?<sign>=~|!~|==|!=|<=|>=|[-+*/%^=<>(){}[\],]))/y;
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 };
const PRECEDENCE = { or: 1, and: 2, unless: 2, '==': 3, '!=': 3, '<=': 3, '<': 3, '>=': 3, '>': 3, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, '^': 6 };
const POWER = PRECEDENCE['^'];
const AGGREGATES = new Set(['sum', 'min', 'max', 'avg', 'count', 'group']);
const LITERALS = { inf: Infinity, nan: NaN };

const tokens = (text) => {
  const found = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(`can't read on from: ${text.slice(at, at + 20)}`);
    const [kind, value] = Object.entries(groups).find(([, its]) => its !== undefined);
    found.push({ kind, value });
  }
  return found;
};

const unquoted = (text) => JSON.parse(text.startsWith("'") ? `"${text.slice(1, -1).replace(/\\'/g, "'").replace(/"/g, '\\"')}"` : text);
const milliseconds = (text) => [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);

/** The tree of an expression; throws what a person can read when it is none, or uses what is not known here. */
export const parse = (text) => {
  const rest = tokens(text);
  let at = 0;
  const next = () => rest[at];
  const is = (value) => next()?.value === value && next().kind !== 'string';
  const take = (value) => {
    if (value !== undefined && !is(value)) throw new Error(`expected ${value} before: ${next()?.value ?? 'the end'}`);
    at += 1;
    return rest[at - 1];
  };
  const taken = (value) => is(value) && Boolean(take());
  const ofKind = (kind) => {
    if (next()?.kind !== kind) throw new Error(`expected a ${kind} before: ${next()?.value ?? 'the end'}`);
    return take().value;
  };
  const list = (open, close, one) => {
    const found = [];
    take(open);
    while (!taken(close)) {
      found.push(one());
      if (!is(close)) take(',');
    }
    return found;
  };
  const names = () => list('(', ')', () => ofKind('word'));

  const binary = (least) => {
    let left = unary();
    for (;;) {
      const operator = next()?.kind === 'string' ? undefined : next()?.value;
      const precedence = PRECEDENCE[operator];
      if (!precedence || precedence < least) return left;
      take();
      const node = { type: 'binary', operator, left, bool: taken('bool') };
      if (is('on') || is('ignoring')) Object.assign(node, { on: take().value === 'on', labels: names() });
      if (is('group_left') || is('group_right')) Object.assign(node, { many: take().value === 'group_left' ? 'left' : 'right', include: is('(') ? names() : [] });
      node.right = binary(operator === '^' ? precedence : precedence + 1);
      left = node;
    }
  };

  const unary = () => {
    if (taken('+')) return binary(POWER);
    if (taken('-')) return { type: 'negative', of: binary(POWER) };
    return ranged(primary());
  };

  const ranged = (node) => {
    let its = node;
    if (taken('[')) {
      its = { ...its, type: 'range', length: milliseconds(ofKind('duration')) };
      take(']');
    }
    if (taken('offset')) {
      const sign = taken('-') ? -1 : 1;
      its = { ...its, offset: sign * milliseconds(ofKind('duration')) };
    }
    if (its !== node && node.type !== 'selector') throw new Error('only series have a range or an offset');
    return its;
  };

  const primary = () => {
    if (taken('(')) {
      const inside = binary(1);
      take(')');
      return inside;
    }
    if (is('{')) return selector(undefined);
    const { kind, value } = take() ?? { value: 'the end' };
    if (kind === 'string') return { type: 'string', value: unquoted(value) };
    if (kind === 'number') return { type: 'number', value: Number(value) };
    if (kind !== 'word') throw new Error(`expected an expression before: ${value}`);
    if (value.toLowerCase() in LITERALS) return { type: 'number', value: LITERALS[value.toLowerCase()] };
    if (AGGREGATES.has(value) && (is('(') || is('by') || is('without'))) return aggregate(value);
    if (is('(')) return { type: 'call', name: value, arguments: list('(', ')', () => binary(1)) };
    return selector(value);
  };

  const aggregate = (operator) => {
    const grouping = () => (is('by') || is('without') ? { by: take().value === 'by', labels: names() } : undefined);
    const before = grouping();
    take('(');
    const of = binary(1);
    take(')');
    return { type: 'aggregate', operator, of, ...(before ?? grouping() ?? { by: true, labels: [] }) };
  };

  const selector = (name) => {
    const matchers = name === undefined ? [] : [{ label: '__name__', operator: '=', value: name }];
    if (is('{')) matchers.push(...list('{', '}', () => ({ label: ofKind('word'), operator: take().value, value: unquoted(ofKind('string')) })));
    return { type: 'selector', matchers };
  };

  const tree = binary(1);
  if (next()) throw new Error(`did not expect: ${next().value}`);
  return tree;
};
