/** Levels of findings, the worst first; what sorts by level sorts by this order, not by the alphabet. */
export const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Level = (typeof LEVELS)[number];

/** What is there as soon as any input was read, so that "nothing found" can't be shown by a monitor that is not there. */
const READ_SOMETHING = 'exposure_source_last_event_timestamp_seconds';

/** `0` where the expression has no result, but only of a monitor that reads something. */
export const orZero = (expr: string): string => `(${expr}) or 0 * count(${READ_SOMETHING})`;

/** Labels that say only where the monitor ran and by what it was scraped: they change when it moves. */
const TARGET = 'instance, pod, node, host, container, endpoint';

/**
 * Growth of a counter, without the labels of where the monitor ran. A series that was not there in the day
 * before the range counts with its whole value: a counter of something rare appears together with the
 * first time that it happens, which `increase` can't see. One that comes back, or goes on elsewhere,
 * does not: counters are restored with what they had.
 */
export const grown = (counter: string, range: string): string => {
  const now = `max without (${TARGET}) (${counter})`;
  const before = `max without (${TARGET}) (last_over_time(${counter}[1d] offset ${range}))`;
  return `((${now} unless ${before}) or sum without (${TARGET}) (increase(${counter}[${range}])))`;
};

/** The label `name`: what is behind the last slash of an ARN's label. */
export const named = (expr: string, label = 'table'): string =>
  `label_replace(${expr}, "name", "$1", "${label}", "(?:.*/)?([^/]+)")`;

/** Rank of a level, 5 the worst; 0 is for nothing. */
export const rank = (level: Level): number => LEVELS.length - LEVELS.indexOf(level);

/**
 * Rank of the worst level at which a gauge with the label `level` is above zero.
 *
 * @param by labels to keep
 * @param gauge the selector with `$level` where the matcher of the level belongs
 */
export const worst = (by: string, gauge: (matcher: string) => string): string =>
  `max by (${by}) (${LEVELS.map((level) => `0 * (${gauge(`level="${level}"`)} > 0) + ${rank(level)}`).join(' or ')})`;

/** A quantile of what came into a histogram of something rare, its first time too, over what the panel's step sees. */
export const quantile = (q: number, buckets: string, range = '$__rate_interval'): string =>
  `histogram_quantile(${q}, sum by (le) ${grown(buckets, range)})`;

/**
 * Events a second that were decoded, by input: CloudTrail records and changes of items.
 *
 * @param of matchers
 */
export const events = (of = ''): string => {
  const rate = (counter: string) => `sum by (source) (rate(${counter}{${of}}[$__rate_interval]))`;
  const records = rate('exposure_records_total');
  return `(${records} + ${rate('exposure_item_changes_total')} or ${records})`;
};

/** Seconds since a moment. */
export const age = (timestamp: string): string => `time() - ${timestamp}`;
