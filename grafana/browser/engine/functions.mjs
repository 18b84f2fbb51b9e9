// What PromQL's functions and aggregations make of numbers, by Prometheus' documentation.
/** Series that begin or end inside a range are taken on to its edges, if they are near. */
const NEAR = 1.1;

/** How much a counter grew: resets are made up for, and the ends of the range. Rounds as Prometheus does. */
export const growth = (samples, from, to, perSecond) => {
  if (samples.length < 2) return undefined;
  const [[firstTime, first], [lastTime, last]] = [samples[0], samples.at(-1)];
  const resets = samples.reduce((sum, [, value], i) => sum + (i > 0 && value < samples[i - 1][1] ? samples[i - 1][1] : 0), 0);
  const grown = last - first + resets;
  const sampled = (lastTime - firstTime) / 1000;
  const apart = sampled / (samples.length - 1);
  // A counter can't have been below zero before.
  const sinceZero = grown > 0 && first >= 0 ? sampled * (first / grown) : Infinity;
  const gaps = [Math.min((firstTime - from) / 1000, sinceZero), (to - lastTime) / 1000];
  const extended = gaps.reduce((sum, gap) => sum + (gap < apart * NEAR ? gap : apart / 2), sampled);
  const factor = extended / sampled;
  return grown * (perSecond ? factor / ((to - from) / 1000) : factor);
};

export const OVER_TIME = {
  max_over_time: (values) => Math.max(...values),
  min_over_time: (values) => Math.min(...values),
  sum_over_time: (values) => values.reduce((sum, value) => sum + value, 0),
  avg_over_time: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  count_over_time: (values) => values.length,
  last_over_time: (values) => values.at(-1),
  changes: (values) => values.filter((value, i) => i > 0 && value !== values[i - 1]).length,
};

const largest = (a, b) => (a > b || Number.isNaN(b) ? a : b);
const smallest = (a, b) => (a < b || Number.isNaN(b) ? a : b);

export const AGGREGATES = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  min: (values) => values.reduce(smallest),
  max: (values) => values.reduce(largest),
  avg: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  count: (values) => values.length,
  group: () => 1,
};

/** The value below which a share of what a histogram counted lies; between two bounds in proportion. */
export const quantile = (share, counts) => {
  const buckets = [...counts].sort(([a], [b]) => a - b);
  if (buckets.length < 2 || buckets.at(-1)[0] !== Infinity) return NaN;
  // Buckets scraped one after the other may contradict each other.
  for (let i = 1; i < buckets.length; i += 1) buckets[i] = [buckets[i][0], Math.max(buckets[i][1], buckets[i - 1][1])];
  const total = buckets.at(-1)[1];
  if (!(total > 0)) return NaN;
  if (share < 0) return -Infinity;
  if (share > 1) return Infinity;
  const rank = share * total;
  const found = buckets.findIndex(([, count]) => count >= rank);
  if (found === buckets.length - 1) return buckets.at(-2)[0];
  const [upper, count] = buckets[found];
  if (found === 0 && upper <= 0) return upper;
  const [lower, below] = found === 0 ? [0, 0] : buckets[found - 1];
  return lower + (upper - lower) * ((rank - below) / (count - below));
};

/** Prometheus writes groups of an expression as $1, ${1} or ${name}. */
export const expanded = (replacement, match) =>
  replacement.replace(/\$(?:(\w+)|\{(\w+)\}|\$)/g, (whole, plain, braced) => {
    if (whole === '$$') return '$';
    const group = plain ?? braced;
    return (/^\d+$/.test(group) ? match[Number(group)] : match.groups?.[group]) ?? '';
  });
