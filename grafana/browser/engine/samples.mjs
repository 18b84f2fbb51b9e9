// What a monitor's metrics were, for the last hours, in memory.
/** As long as Prometheus takes a sample for the present. */
const LOOKBACK_MS = 5 * 60_000;
/** Dashboards look an hour back from any time that they show. */
const KEPT_MS = 3 * 3_600_000;

const ESCAPES = { n: '\n', '"': '"', '\\': '\\' };
const MATCHES = {
  '=': (value) => (its) => its === value,
  '!=': (value) => (its) => its !== value,
  '=~': (value) => { const pattern = new RegExp(`^(?:${value})$`, 's'); return (its) => pattern.test(its); },
  '!~': (value) => { const pattern = new RegExp(`^(?:${value})$`, 's'); return (its) => !pattern.test(its); },
};

const valueOf = (text) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

/** Prometheus' text format: each sample's labels, its name among them, and its value. */
export const samplesIn = function* (text) {
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    const its = { __name__: name };
    for (const [, label, quoted] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
      const unescaped = quoted.replace(/\\(.)/g, (_, escaped) => ESCAPES[escaped] ?? escaped);
      if (unescaped !== '') its[label] = unescaped;
    }
    yield { labels: its, value: valueOf(value) };
  }
};

/** Position of the last of the ascending times that is not after another; -1 for none. */
const lastUntil = (times, time) => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** One series: ascending times in milliseconds, and values; undefined where it had gone. */
class Series {
  times = [];
  values = [];

  constructor(labels) {
    this.labels = labels;
  }

  add(time, value) {
    this.times.push(time);
    this.values.push(value);
  }

  /** Its value at a time; undefined when it had none or it is too old. */
  at(time) {
    const last = lastUntil(this.times, time);
    return last < 0 || this.times[last] <= time - LOOKBACK_MS ? undefined : this.values[last];
  }

  /** Its samples from one time to another, both included. */
  between(from, to) {
    const found = [];
    for (let i = lastUntil(this.times, from - 1) + 1; i < this.times.length && this.times[i] <= to; i += 1) {
      if (this.values[i] !== undefined) found.push([this.times[i], this.values[i]]);
    }
    return found;
  }

  get gone() {
    return this.values.at(-1) === undefined;
  }

  /** Forgets, now and then, what is older than a time; says whether anything is left. */
  keepFrom(time) {
    const old = lastUntil(this.times, time);
    if (old > this.times.length / 2) {
      this.times = this.times.slice(old + 1);
      this.values = this.values.slice(old + 1);
    }
    return this.times.length > 0;
  }
}

export class Samples {
  #names = new Map();

  /** Takes samples of one time, later than all before; gives their series. */
  add(time, samples) {
    const added = new Set();
    for (const { labels, value } of samples) {
      const series = this.#series(labels);
      series.add(time, value);
      added.add(series);
    }
    return added;
  }

  /** Adds all samples of one time; a series without a sample has ended. */
  addAll(time, samples) {
    const added = this.add(time, samples);
    for (const [name, all] of this.#names) {
      for (const [key, series] of all) {
        if (!added.has(series) && !series.gone) series.add(time, undefined);
        if (!series.keepFrom(time - KEPT_MS)) all.delete(key);
      }
      if (all.size === 0) this.#names.delete(name);
    }
  }

  #series(labels) {
    const key = JSON.stringify(Object.entries(labels).sort());
    const all = this.#names.get(labels.__name__) ?? this.#names.set(labels.__name__, new Map()).get(labels.__name__);
    return all.get(key) ?? all.set(key, new Series(labels)).get(key);
  }

  /** The series that all matchers, as the parser gives them, let through, in the order of their labels. */
  select(matchers) {
    const name = matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
    const candidates = name === undefined ? [...this.#names.values()] : [this.#names.get(name) ?? new Map()];
    const tests = matchers.map(({ label, operator, value }) => {
      if (!(operator in MATCHES)) throw new Error(`series can't be matched by ${operator}`);
      return [label, MATCHES[operator](value)];
    });
    return candidates
      .flatMap((all) => [...all])
      .filter(([, { labels }]) => tests.every(([label, test]) => test(labels[label] ?? '')))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, series]) => series);
  }
}
