/** Levels of findings, worst first: the order for sorting by level. */
export const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Level = (typeof LEVELS)[number];

/** Exists once any input was read, so that a monitor that is down never shows "nothing found". */
const READ_SOMETHING = 'exposure_source_last_event_timestamp_seconds';

/** `0` where the expression has no result, but only if the monitor reads something. */
export const orZero = (expr: string): string => `(${expr}) or 0 * count(${READ_SOMETHING})`;

/**
 * Exists if Prometheus saw the monitor more than an hour ago, on a cluster, too. It looks back less far than
 * `grown` does on both sides: so a counter never counts as new because it was first seen some minutes after the
 * rest, or because the monitor was off for a day.
 */
const KNOWN = 'last_over_time(exposure_incidents_open[23h] offset 65m)';

/** Labels for where the monitor runs and how it is scraped; they change when it moves. */
const TARGET = 'instance, pod, node, host, container, endpoint';

/**
 * Growth of a counter, without the labels for where the monitor runs. A series that did not exist in the day
 * before the range counts with its whole value: a counter of something rare appears with its first event,
 * which `increase` can't see. A series that comes back, or continues elsewhere, does not: counters are
 * restored with their values.
 *
 * @param onlyIf what else must hold for a new series to count
 */
export const grown = (counter: string, range: string, onlyIf = ''): string => {
  const now = `max without (${TARGET}) (${counter})`;
  const before = `max without (${TARGET}) (last_over_time(${counter}[1d] offset ${range}))`;
  return `((${now} unless ${before}${onlyIf}) or sum without (${TARGET}) (increase(${counter}[${range}])))`;
};

/**
 * The same for alert rules on counters that begin at 0: a new series counts whole only if Prometheus knew the
 * monitor before. If it did not, it has lost its history, or the monitor was off for long, and the counter shows what
 * happened long ago. The growth of a series that Prometheus has seen counts at once.
 */
export const grownWhileKnown = (counter: string, range: string): string => grown(counter, range, ` and on () ${KNOWN}`);

/** The growth of two counters together. */
const either = (one: string, other: string) => (range: string, growth = grown): string => `(${growth(one, range)} + ${growth(other, range)})`;

/** Growth of the number of alerts that reached nobody: refused, or dropped before they could be sent. */
export const lost = either('exposure_alerts_refused_total', 'exposure_alerts_dropped_total');

/**
 * Growth of the number of log files that were not read: gone, denied, or broken off.
 *
 * @param of matchers
 */
export const unread = (of = '') => either(`exposure_source_missing_objects_total${of}`, `exposure_source_unreadable_objects_total${of}`);

/**
 * Growth of the numbers of things given up, by `what` they were: for want of room what detectors and incidents
 * remembered and series of metrics, samples that no receiver took, calls of the inventory that were denied.
 */
export const givenUp = (range: string, growth = grown): string => {
  const as = (what: string, counter: string) => `label_replace(sum(${growth(counter, range)}), "what", "${what}", "", "")`;
  return [
    `sum by (what) (${growth('exposure_detector_forgotten_total', range)})`,
    as('session', 'exposure_incident_sessions_forgotten_total'),
    as('series', 'exposure_samples_left_out_total'),
    as('sample', 'exposure_remote_write_dropped_samples_total'),
    as('inventory-call', 'exposure_inventory_denied_calls_total'),
  ].join(' or ');
};

/** Sets the label `name` to the part of an ARN after its last slash. */
export const named = (expr: string, label = 'table'): string =>
  `label_replace(${expr}, "name", "$1", "${label}", "(?:.*/)?([^/]+)")`;

/** Rank of a level, from 5 for the worst; 0 means none. */
export const rank = (level: Level): number => LEVELS.length - LEVELS.indexOf(level);

/**
 * Rank of the worst level at which a gauge with the label `level` is above zero.
 *
 * @param by labels to keep
 * @param gauge the selector with `$level` where the matcher of the level belongs
 */
export const worst = (by: string, gauge: (matcher: string) => string): string =>
  `max by (${by}) (${LEVELS.map((level) => `0 * (${gauge(`level="${level}"`)} > 0) + ${rank(level)}`).join(' or ')})`;

/** A quantile of a histogram of rare events, including the first one, over the panel's step. */
export const quantile = (q: number, buckets: string, range = '$__rate_interval'): string =>
  `histogram_quantile(${q}, sum by (le) ${grown(buckets, range)})`;

/**
 * Decoded events per second, by input: CloudTrail records and item changes.
 *
 * @param of matchers
 */
export const events = (of = ''): string => {
  const rate = (counter: string) => `sum by (source) (rate(${counter}{${of}}[$__rate_interval]))`;
  const records = rate('exposure_records_total');
  return `(${records} + ${rate('exposure_item_changes_total')} or ${records})`;
};

/** Restarts of the job, of which the process counts its own, and of the process itself, which forgets what it counted. */
export const restarts = (range: string): string =>
  `sum(increase(exposure_engine_restarts_total[${range}])) + (sum(changes(exposure_process_started_timestamp_seconds[${range}])) or vector(0))`;

/** Seconds since a timestamp. */
export const age = (timestamp: string): string => `time() - ${timestamp}`;
