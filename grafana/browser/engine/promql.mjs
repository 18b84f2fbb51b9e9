// Evaluates PromQL as far as dashboards ask it; what it does not know it refuses by name. It has to answer as
// Prometheus does: checks/engine.mjs asks both.
import { AGGREGATES, expanded, growth, OVER_TIME, quantile } from './functions.mjs';
import { parse } from './parse.mjs';

const NUMBERS = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};
const COMPARISONS = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const nameless = ({ __name__, ...labels }) => labels;
const only = (labels, names) => Object.fromEntries(names.filter((name) => name in labels).map((name) => [name, labels[name]]));
const without = (labels, names) => Object.fromEntries(Object.entries(labels).filter(([name]) => name !== '__name__' && !names.includes(name)));
const keyOf = (labels) => JSON.stringify(Object.entries(labels).sort());

/** One series must not come out twice. */
const distinct = (vector) => {
  if (new Set(vector.map(({ labels }) => keyOf(labels))).size < vector.length) throw new Error('several results have the same labels');
  return vector;
};

/** What matching goes by. */
const matching = ({ on, labels = [] }) => (its) => keyOf(on ? only(its, labels) : without(its, labels));

const sets = (node, left, right) => {
  const key = matching(node);
  const there = new Set((node.operator === 'or' ? left : right).map(({ labels }) => key(labels)));
  switch (node.operator) {
    case 'and':
      return left.filter(({ labels }) => there.has(key(labels)));
    case 'unless':
      return left.filter(({ labels }) => !there.has(key(labels)));
    default:
      return [...left, ...right.filter(({ labels }) => !there.has(key(labels)))];
  }
};

/** Puts two numbers together; undefined where a comparison lets nothing through. */
const combined = ({ operator, bool }, a, b, kept) => {
  const compares = COMPARISONS[operator];
  if (!compares) return NUMBERS[operator](a, b);
  if (bool) return Number(compares(a, b));
  return compares(a, b) ? kept : undefined;
};

/** Only a comparison that lets series through or not leaves them their name. */
const labelsAfter = ({ operator, bool }, labels) => (COMPARISONS[operator] && !bool ? labels : nameless(labels));

const vectors = (node, left, right) => {
  const key = matching(node);
  const [many, one] = node.many === 'right' ? [right, left] : [left, right];
  const partners = new Map();
  for (const sample of one) {
    const its = key(sample.labels);
    if (partners.has(its)) throw new Error(`several series match ${its} on the side of which one is expected`);
    partners.set(its, sample);
  }
  const seen = new Set();
  const found = [];
  for (const sample of many) {
    const its = key(sample.labels);
    const partner = partners.get(its);
    if (!partner) continue;
    const [a, b] = node.many === 'right' ? [partner, sample] : [sample, partner];
    const value = combined(node, a.value, b.value, a.value);
    if (value === undefined) continue;
    if (!node.many && seen.has(its)) throw new Error(`several series match ${its}; group_left or group_right allows it`);
    seen.add(its);
    let labels = labelsAfter(node, sample.labels);
    if (node.many) labels = { ...without(labels, node.include), ...only(partner.labels, node.include) };
    else labels = node.on ? only(labels, node.labels) : without(labels, node.labels ?? []);
    found.push({ labels, value });
  }
  return distinct(found);
};

const aggregated = ({ operator, by, labels: names }, vector) => {
  const groups = new Map();
  for (const { labels, value } of vector) {
    const its = by ? only(labels, names) : without(labels, names);
    const key = keyOf(its);
    const group = groups.get(key) ?? groups.set(key, { labels: its, values: [] }).get(key);
    group.values.push(value);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: AGGREGATES[operator](values) }));
};

const relabelled = (vector, [to, replacement, source, pattern]) => {
  const expression = new RegExp(`^(?:${pattern})$`, 's');
  return distinct(
    vector.map(({ labels, value }) => {
      const match = expression.exec(labels[source] ?? '');
      if (!match) return { labels, value };
      const { [to]: before, ...others } = labels;
      const text = expanded(replacement, match);
      return { labels: text === '' ? others : { ...others, [to]: text }, value };
    }),
  );
};

const quantiles = (share, vector) => {
  const histograms = new Map();
  for (const { labels, value } of vector) {
    const { le, ...rest } = nameless(labels);
    if (le === undefined) continue;
    const key = keyOf(rest);
    const histogram = histograms.get(key) ?? histograms.set(key, { labels: rest, counts: [] }).get(key);
    histogram.counts.push([le === '+Inf' ? Infinity : Number(le), value]);
  }
  return [...histograms.values()].map(({ labels, counts }) => ({ labels, value: quantile(share, counts) }));
};

const isScalar = (value) => typeof value === 'number';

/** An expression on samples: a function from milliseconds to a number or a vector. */
export const compiled = (expr, samples) => {
  const rangeOf = (node) => {
    if (node?.type !== 'range') throw new Error('a range of samples is expected, such as x[5m]');
    const series = samples.select(node.matchers);
    return (time) => {
      const to = time - (node.offset ?? 0);
      const from = to - node.length;
      return { from, to, series: series.map((one) => ({ labels: nameless(one.labels), found: one.between(from, to) })).filter(({ found }) => found.length > 0) };
    };
  };

  const vectorOf = (node) => {
    const of = compile(node);
    return (time) => {
      const value = of(time);
      if (!Array.isArray(value)) throw new Error('series are expected, not a number');
      return value;
    };
  };

  const textOf = (node) => {
    if (node?.type !== 'string') throw new Error('a text is expected');
    return node.value;
  };

  const call = ({ name, arguments: given }) => {
    if (name in OVER_TIME) {
      const range = rangeOf(given[0]);
      return (time) => range(time).series.map(({ labels, found }) => ({ labels, value: OVER_TIME[name](found.map(([, value]) => value)) }));
    }
    switch (name) {
      case 'rate':
      case 'increase': {
        const range = rangeOf(given[0]);
        return (time) => {
          const { from, to, series } = range(time);
          return series.map(({ labels, found }) => ({ labels, value: growth(found, from, to, name === 'rate') })).filter(({ value }) => value !== undefined);
        };
      }
      case 'time':
        return (time) => time / 1000;
      case 'vector': {
        const of = compile(given[0]);
        return (time) => [{ labels: {}, value: of(time) }];
      }
      case 'absent': {
        const of = vectorOf(given[0]);
        const equalities = given[0].type === 'selector' ? given[0].matchers.filter(({ label, operator }) => operator === '=' && label !== '__name__') : [];
        return (time) => (of(time).length > 0 ? [] : [{ labels: Object.fromEntries(equalities.map(({ label, value }) => [label, value])), value: 1 }]);
      }
      case 'label_replace': {
        const of = vectorOf(given[0]);
        const texts = given.slice(1).map(textOf);
        return (time) => relabelled(of(time), texts);
      }
      case 'histogram_quantile': {
        const [share, of] = [compile(given[0]), vectorOf(given[1])];
        return (time) => quantiles(share(time), of(time));
      }
      case 'sort':
      case 'sort_desc': {
        const of = vectorOf(given[0]);
        const sign = name === 'sort' ? 1 : -1;
        return (time) => [...of(time)].sort((a, b) => sign * (a.value - b.value));
      }
      case 'topk':
      case 'bottomk': {
        const [most, of] = [compile(given[0]), vectorOf(given[1])];
        const sign = name === 'bottomk' ? 1 : -1;
        return (time) => [...of(time)].sort((a, b) => Number.isNaN(a.value) - Number.isNaN(b.value) || sign * (a.value - b.value)).slice(0, Math.max(0, Math.trunc(most(time))));
      }
      default:
        throw new Error(`function ${name} is not known here`);
    }
  };

  const binary = (node) => {
    const [left, right] = [compile(node.left), compile(node.right)];
    return (time) => {
      const [a, b] = [left(time), right(time)];
      if (['and', 'or', 'unless'].includes(node.operator)) return sets(node, a, b);
      if (isScalar(a) && isScalar(b)) return combined({ ...node, bool: true }, a, b);
      if (!isScalar(a) && !isScalar(b)) return vectors(node, a, b);
      return (isScalar(a) ? b : a)
        .map(({ labels, value }) => ({ labels: labelsAfter(node, labels), value: isScalar(a) ? combined(node, a, value, value) : combined(node, value, b, value) }))
        .filter(({ value }) => value !== undefined);
    };
  };

  const compile = (node) => {
    switch (node?.type) {
      case 'number':
        return () => node.value;
      case 'selector': {
        const series = samples.select(node.matchers);
        return (time) =>
          series.map((one) => ({ labels: one.labels, value: one.at(time - (node.offset ?? 0)) })).filter(({ value }) => value !== undefined);
      }
      case 'negative': {
        const of = compile(node.of);
        return (time) => {
          const value = of(time);
          return isScalar(value) ? -value : value.map((sample) => ({ labels: nameless(sample.labels), value: -sample.value }));
        };
      }
      case 'aggregate': {
        const of = vectorOf(node.of);
        return (time) => aggregated(node, of(time));
      }
      case 'binary':
        return binary(node);
      case 'call':
        return call(node);
      default:
        throw new Error(node ? `a ${node.type} can't stand here` : 'an argument is missing');
    }
  };
  return compile(parse(expr));
};
