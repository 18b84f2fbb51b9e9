// The part of Prometheus' HTTP API that dashboards use, on samples in memory.
import { parse } from './parse.mjs';
import { compiled } from './promql.mjs';

const MAX_POINTS = 11_000;

const written = (value) => (value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value));

const instant = (samples, parameters) => {
  const time = Number(parameters.get('time') ?? Date.now() / 1000);
  const value = compiled(parameters.get('query'), samples)(time * 1000);
  return Array.isArray(value)
    ? { resultType: 'vector', result: value.map((one) => ({ metric: one.labels, value: [time, written(one.value)] })) }
    : { resultType: 'scalar', result: [time, written(value)] };
};

const range = (samples, parameters) => {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(parameters.get(name)));
  if (!(step > 0) || !((end - start) / step <= MAX_POINTS)) throw new Error('start, end and step must give at most 11,000 points');
  const at = compiled(parameters.get('query'), samples);
  const series = new Map();
  for (let time = start; time <= end; time += step) {
    const value = at(time * 1000);
    for (const one of Array.isArray(value) ? value : [{ labels: {}, value }]) {
      const key = JSON.stringify(Object.entries(one.labels).sort());
      const its = series.get(key) ?? series.set(key, { metric: one.labels, values: [] }).get(key);
      its.values.push([time, written(one.value)]);
    }
  }
  return { resultType: 'matrix', result: [...series.values()] };
};

const labelValues = (samples, label, parameters) => {
  const [from, to] = [Number(parameters.get('start') ?? 0) * 1000, Number(parameters.get('end') ?? Infinity) * 1000];
  const series = parameters.getAll('match[]').flatMap((selector) => samples.select(parse(selector).matchers));
  return [...new Set(series.filter((one) => one.between(from, to).length > 0).map(({ labels }) => labels[label]))].filter((value) => value !== undefined).sort();
};

/** Answers a call below `/api/v1/` as Prometheus does: status and body. */
export const answers = (samples) => async (path, parameters) => {
  try {
    const [, label] = /^label\/(\w+)\/values$/.exec(path) ?? [];
    const known = { query: instant, query_range: range }[path];
    if (!label && !known) return { status: 404, body: { status: 'error', error: `${path} is not known here` } };
    return { status: 200, body: { status: 'success', data: label ? labelValues(samples, label, parameters) : known(samples, parameters) } };
  } catch (e) {
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error: e.message } };
  }
};
