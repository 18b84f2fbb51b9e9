// Asks the viewer's own engine and a real Prometheus the same, on the same samples: node checks/engine.mjs
// All that dashboards and alert rules ask, at several times and steps, and what they don't ask but might.
import { readFileSync } from 'node:fs';
import { answers } from '../engine/api.mjs';
import { Samples, samplesIn } from '../engine/samples.mjs';
import { END, HOURS, openMetrics } from './day.mjs';
import { onSamples } from './prometheus.mjs';
import { dashboards, HOME } from './server.mjs';
import { report } from './report.mjs';

const START = END - HOURS * 3600;
/** Sums of many numbers differ in their last digits by the order in which they are added. */
const NEAR = 1e-9;

const MORE = [
  'exposure_table_items - exposure_table_items offset 10m * 2',
  '-exposure_table_replicas ^ 2',
  '2 ^ 3 ^ 2 + vector(1)',
  '1 > bool 2',
  'exposure_table_items{table=~".*orders|.*customers", table!~".*orders"}',
  'sum without (table) (exposure_table_open_findings) > 0 and on () vector(1)',
  'avg by (table) (exposure_table_items) / ignoring (class) group_right () max by (table, class) (exposure_table_sensitive_ratio)',
  'exposure_table_items / on (table) group_left (billing) exposure_table_info',
  'min_over_time(exposure_incident_risk_score[1h]) == 18 or max_over_time(exposure_incident_risk_score[1h]) != 18',
  'avg_over_time(exposure_table_readers[10m]) >= bool 2',
  'count_over_time(exposure_table_readers[7m] offset 3m)',
  'changes(exposure_alerts_waiting[1h])',
  'label_replace(exposure_table_items, "short", "${1}-$2", "table", "(.*):table/(.*)")',
  'label_replace(exposure_table_items, "table", "", "", "")',
  'absent(exposure_nothing{table="x", level=~"y"})',
  'histogram_quantile(0.5, exposure_detection_latency_seconds_bucket)',
  'bottomk(2, exposure_table_items)',
  'sort(exposure_table_readers) unless exposure_table_readers > 2',
  'time() - 1.5e3 % 7 - .5',
  'sum(exposure_table_items, 1)',
  'exposure_table_items + exposure_table_info',
  'exposure_table_items * on () exposure_table_readers',
  'rate(exposure_table_items)',
  'exposure_table_items[5m',
];

const parse = (metrics) => {
  const times = new Map();
  for (const line of metrics.split('\n')) {
    const [, sample, time] = /^([^#].*) (\d+(?:\.\d+)?)$/.exec(line) ?? [];
    if (!sample) continue;
    const at = times.get(time) ?? times.set(time, []).get(time);
    at.push(sample);
  }
  return [...times].map(([time, lines]) => [Number(time) * 1000, lines.join('\n')]).sort(([a], [b]) => a - b);
};

/** What stands for variables: everything, a table, an incident; and steps as panels of some width ask. */
const filled = (expr, step) =>
  expr
    .replaceAll(/\$\{?__range_s\}?s?/g, `${HOURS * 3600}s`)
    .replaceAll('$__rate_interval', `${Math.max(step + 15, 60)}s`)
    .replaceAll('$__interval', `${step}s`)
    .replaceAll('$__range', `${HOURS}h`)
    .replaceAll(/=~"\$\w+"/g, '=~".*"')
    .replaceAll('"$table"', '"arn:aws:dynamodb:eu-west-1:111122223333:table/customers"')
    .replaceAll('"$incident"', '"k7q2m9"');

const asked = () => {
  const found = new Set(MORE);
  for (const dashboard of dashboards()) {
    for (const { targets } of dashboard.panels) for (const { expr } of targets ?? []) found.add(expr);
    for (const { expr } of dashboard.annotations.list) found.add(expr);
    for (const { query } of dashboard.templating.list) {
      const [, expr] = /^query_result\((.*)\)$/.exec(query.query ?? '') ?? [];
      if (expr) found.add(expr);
    }
  }
  for (const [, expr] of readFileSync(`${HOME}prometheus/alerts.yml`, 'utf8').matchAll(/^ +expr: ([^|>\n].*)$/gm)) found.add(expr.replace(/^"(.*)"$/, (whole) => JSON.parse(whole)));
  return [...found];
};

const near = (a, b) => a === b || Math.abs(Number(a) - Number(b)) <= NEAR * Math.max(1, Math.abs(Number(a)));
const entries = (metric) => JSON.stringify(Object.entries(metric).sort());
const points = ({ value, values }) => values ?? [value];

/** What is different, in a sentence; empty when nothing is. */
const difference = (theirs, ours) => {
  if (theirs.status !== ours.status) return `Prometheus says ${theirs.status}: ${theirs.error ?? ''}, the engine ${ours.status}: ${ours.error ?? ''}`;
  if (theirs.status === 'error') return '';
  if (theirs.data.resultType !== ours.data.resultType) return `${theirs.data.resultType}, not ${ours.data.resultType}`;
  if (theirs.data.resultType === 'scalar') return near(theirs.data.result[1], ours.data.result[1]) ? '' : `${theirs.data.result[1]}, not ${ours.data.result[1]}`;
  const mine = new Map(ours.data.result.map((series) => [entries(series.metric), series]));
  if (theirs.data.result.length !== ours.data.result.length) return `${theirs.data.result.length} series, not ${ours.data.result.length}`;
  for (const series of theirs.data.result) {
    const own = mine.get(entries(series.metric));
    if (!own) return `no ${entries(series.metric)}`;
    const [a, b] = [points(series), points(own)];
    if (a.length !== b.length) return `${a.length} points of ${entries(series.metric)}, not ${b.length}`;
    const wrong = a.findIndex(([time, value], i) => time !== b[i][0] || !near(value, b[i][1]));
    if (wrong >= 0) return `${a[wrong]} of ${entries(series.metric)}, not ${b[wrong]}`;
  }
  return '';
};

const metrics = openMetrics();
const samples = new Samples();
for (const [time, lines] of parse(metrics)) samples.add(time, samplesIn(lines));
const prometheus = await onSamples(metrics);
const ask = async (path, parameters) => {
  const search = new URLSearchParams(parameters);
  const theirs = await (await fetch(`${prometheus.url}/api/v1/${path}?${search}`)).json();
  return difference(theirs, (await answers(samples)(path, search)).body);
};
try {
  const problems = [];
  let answered = 0;
  for (const expr of asked()) {
    for (const [path, step, times] of [
      ['query', 60, { time: END }],
      ['query', 15, { time: END - 3607 }],
      ['query_range', 180, { start: START, end: END, step: 180 }],
      ['query_range', 15, { start: END - 4500, end: END - 3600, step: 15 }],
    ]) {
      const different = await ask(path, { query: filled(expr, step), ...times });
      if (different) problems.push(`${path} ${filled(expr, step)}: ${different}`);
      else answered += 1;
    }
  }
  if (answered < 500) problems.push(`only ${answered} were answered`);
  report('the engine of the viewer answers as Prometheus does', problems);
  const lists = [];
  for (const [label, selector] of [['table', 'exposure_table_calls_total'], ['source', '{__name__=~"exposure_.*"}'], ['__name__', '{table=~".+"}']]) {
    const different = await (async () => {
      const search = new URLSearchParams({ 'match[]': selector, start: START, end: END });
      const theirs = await (await fetch(`${prometheus.url}/api/v1/label/${label}/values?${search}`)).json();
      const ours = (await answers(samples)(`label/${label}/values`, search)).body;
      return JSON.stringify(theirs.data) === JSON.stringify(ours.data) ? '' : `${theirs.data} and ${ours.data ?? ours.error}`;
    })();
    if (different) lists.push(`${label} of ${selector}: ${different}`);
  }
  report('the engine of the viewer lists labels as Prometheus does', lists);
} finally {
  await prometheus.close();
}
