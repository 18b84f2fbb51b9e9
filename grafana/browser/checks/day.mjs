// Samples of an invented day on which a table is stolen: states that a short run of the monitor does not reach.
/** The end of what is shown, seconds. */
export const END = Date.UTC(2026, 0, 15, 12) / 1000;
export const HOURS = 6;
const STEP = 30;

const arn = (name) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;
const TABLES = ['customers', 'orders', 'sessions', 'catalogue'];
const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'];

/** Seconds since something began, minutes before the end; 0 before that. */
const since = (minutes, t) => Math.max(0, t - (END - minutes * 60));
const until = (from, to, t) => Math.min(since(from, t), (from - to) * 60);
const on = (minutes, t) => since(minutes, t) > 0;
/** A wave of business, the same on every machine. */
const wave = (t, seed) => 1 + 0.25 * Math.sin(t / 1500 + seed) + 0.1 * Math.sin(t / 311 + 2 * seed);
const elapsed = (t) => t - (END - HOURS * 3600) + 600;

/** The theft: family, detection, table, level, and minutes before the end when it was found. */
const FINDINGS = [
  ['partiql', 'partiql.full-scan', 'customers', 'high', 74],
  ['partiql', 'partiql.full-scan', 'orders', 'medium', 72],
  ['partiql', 'partiql.first-use', 'customers', 'medium', 73],
  ['bulk-read', 'bulk-read.table-scan', 'customers', 'critical', 60],
  ['export', 'export.to-unapproved-destination', 'customers', 'critical', 38],
  ['consumer', 'consumer.lambda-trigger', 'orders', 'high', 30],
  ['consumer', 'consumer.kinesis-destination', 'customers', 'high', 25],
  ['blindspot', 'blindspot.logging-stopped', '', 'critical', 15],
  ['access', 'access.iam-wildcard', 'sessions', 'medium', 210],
  ['destruction', 'destruction.ttl-enabled', 'sessions', 'low', 160],
];
/** Older findings that were quiet again, minutes before the end. */
const CLOSED = { 'access.iam-wildcard': 90, 'destruction.ttl-enabled': 110 };
const INCIDENTS = [
  { incident: 'k7q2m9', level: (t) => (on(60, t) ? 'critical' : 'high'), family: (t) => (on(60, t) ? 'bulk-read' : 'partiql'), table: 'customers', from: 74, to: 0, risk: (t) => Math.min(100, 45 + (on(60, t) ? 25 : 0) + (on(38, t) ? 14 : 0) + (on(15, t) ? 12 : 0)), findings: (t) => FINDINGS.filter(([, , , , at]) => at <= 74 && on(at, t)).length },
  { incident: 'c3x8vd', level: () => 'medium', family: () => 'access', table: 'sessions', from: 210, to: 90, risk: () => 18, findings: () => 1 },
  { incident: 'p5h1zt', level: () => 'high', family: () => 'consumer', table: 'orders', from: 30, to: 0, risk: () => 52, findings: () => 1 },
];

const open = (detection, at, t) => on(at, t) && !(CLOSED[detection] && on(CLOSED[detection], t));
const labelled = (labels) => Object.entries(labels).map(([key, value]) => `${key}="${value}"`).join(',');
const histogram = (name, labels, bounds, total, share) => [
  ...bounds.map((le) => [`${name}_bucket`, { ...labels, le }, Math.round(total * share(le))]),
  [`${name}_bucket`, { ...labels, le: '+Inf' }, Math.round(total)],
  [`${name}_count`, labels, Math.round(total)],
  [`${name}_sum`, labels, total * 40],
];
const BOUNDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600];
/** Shares of a delay that is mostly around a value. */
const around = (middle) => (le) => 1 / (1 + (middle / le) ** 3);

const calls = (table, kind, t) => {
  const e = elapsed(t);
  const usual = { scan: 0, query: 14, get: 40, partiql: 0, write: 9, stream: 1, control: 0.01 }[kind];
  const busy = { customers: 1, orders: 1.6, sessions: 2.4, catalogue: 0.7 }[table];
  const theft = table === 'customers' && kind === 'scan' ? until(61, 41, t) * 38 : 0;
  const dump = kind === 'partiql' && table !== 'sessions' ? until(75, 68, t) * (table === 'customers' ? 3 : 1) + e * 0.02 : 0;
  const stream = kind === 'stream' && table === 'orders' ? since(30, t) * 2 : 0;
  const look = kind === 'control' ? until(80, 77, t) * 0.5 : 0;
  return Math.floor(e * usual * busy * wave(0, busy) + 600 * usual * busy * wave(t, busy) + theft + dump + stream + look);
};

const domain = (t) => {
  const rows = [];
  const add = (name, labels, value) => rows.push([`exposure_${name}`, labels, value]);
  for (const [family, detection, table, level, at] of FINDINGS) {
    if (!on(at, t)) continue;
    add('findings_total', { family, detection, level }, 1 + (detection === 'bulk-read.table-scan' && on(50, t) ? 1 : 0));
    if (table) add('table_findings_total', { table: arn(table), family, level }, 1);
  }
  for (const table of TABLES) {
    const of = { table: arn(table) };
    const found = FINDINGS.filter(([, detection, where, , at]) => where === table && open(detection, at, t));
    for (const level of LEVELS) add('table_open_findings', { ...of, level }, found.filter(([, , , its]) => its === level).length);
    if (found.length > 0) add('table_exposed_since_timestamp_seconds', of, END - 60 * Math.max(...found.map(([, , , , at]) => at)));
    if (table === 'customers' && on(60, t)) add('table_exposed_ratio', of, Math.min(0.83, 0.05 + until(60, 41, t) / 1400));
    for (const kind of ['scan', 'query', 'get', 'partiql', 'write', 'stream', 'control']) add('table_calls_total', { ...of, kind }, calls(table, kind, t));
    add('table_denied_calls_total', of, table === 'customers' ? Math.floor(until(79, 76, t) * 0.3) : 0);
    add('table_read_pages_total', of, calls(table, 'scan', t) + Math.floor(calls(table, 'query', t) / 20));
    add('table_distinct_keys_read', of, Math.floor(2000 * wave(t, TABLES.indexOf(table)) + (table === 'customers' && on(61, t) ? 400 : 0)));
    add('table_readers', of, 3 + TABLES.indexOf(table) + (table === 'customers' && on(74, t) ? 1 : 0));
    for (const [verb, access, rate] of [['select', 'key', 0.02], ['update', 'key', 0.002]]) add('partiql_statements_total', { ...of, verb, access }, Math.floor(elapsed(t) * rate));
    const dump = until(75, 68, t) * { customers: 3, orders: 1 }[table];
    if (dump > 0) add('partiql_statements_total', { ...of, verb: 'select', access: 'scan' }, Math.floor(dump));
    add('table_info', { ...of, account: '111122223333', region: 'eu-west-1', encryption: table === 'customers' ? 'kms' : 'default', billing: table === 'catalogue' ? 'provisioned' : 'on-demand' }, 1);
    add('table_size_bytes', of, { customers: 41e9, orders: 210e9, sessions: 6e9, catalogue: 3e8 }[table]);
    add('table_items', of, { customers: 38e6, orders: 520e6, sessions: 9e6, catalogue: 120e3 }[table]);
    add('table_point_in_time_recovery', of, table === 'sessions' ? 0 : 1);
    add('table_deletion_protection', of, table === 'customers' || table === 'orders' ? 1 : 0);
    add('table_customer_managed_key', of, table === 'customers' ? 1 : 0);
    add('table_stream_enabled', of, table === 'orders' || table === 'customers' ? 1 : 0);
    add('table_resource_policy', of, 0);
    add('table_data_events_covered', of, table !== 'catalogue' && on(15, t) ? 0 : 1);
    add('table_replicas', of, table === 'orders' ? 1 : 0);
    add('table_last_event_timestamp_seconds', of, Math.min(t, table === 'catalogue' ? t : END - 14 * 60) - 20);
  }
  for (const [table, kind, share] of [['customers', 'email', 0.98], ['customers', 'payment-card', 0.41], ['customers', 'phone', 0.87], ['orders', 'postal-address', 0.66], ['sessions', 'secret', 0.02]]) {
    add('table_sensitive_ratio', { table: arn(table), class: kind }, share);
  }
  const standing = INCIDENTS.filter(({ from, to }) => on(from, t) && !(to > 0 && on(to, t)));
  for (const level of LEVELS) {
    add('incidents_open', { level }, standing.filter((one) => one.level(t) === level).length);
    const opened = INCIDENTS.filter((one) => on(one.from, t) && one.level(END - one.from * 60 + 1) === level).length;
    if (opened > 0) add('incidents_opened_total', { level }, opened);
  }
  for (const one of standing) {
    const { incident } = one;
    add('incident_info', { incident, level: one.level(t), family: one.family(t), table: arn(one.table) }, 1);
    add('incident_risk_score', { incident }, one.risk(t));
    add('incident_findings', { incident }, one.findings(t));
    add('incident_started_timestamp_seconds', { incident }, END - one.from * 60 - 90);
  }
  for (const [change, at] of [['opened', 210], ['opened', 74], ['raised', 60], ['extended', 38], ['resolved', 90]]) {
    if (on(at, t)) add('incident_changes_total', { change }, change === 'opened' ? INCIDENTS.filter(({ from }) => on(from, t)).length : 1);
  }
  const merged = new Map(rows.map((row) => [`${row[0]}{${labelled(row[1])}}`, row]));
  return [...merged.values()];
};

const machinery = (t) => {
  const rows = [];
  const add = (name, labels, value) => rows.push([`exposure_${name}`, labels, value]);
  const e = elapsed(t);
  const outage = t > END - 128 * 60 && t < END - 104 * 60;
  for (const [source, rate, lag] of [['trail', 900, 4], ['changes', 240, 2], ['audit-bucket', 3, 0]]) {
    const of = { source };
    const behind = source === 'trail' && outage ? Math.min(540, (t - END + 128 * 60) / 1.5) : lag * wave(t, rate);
    add('source_bytes_total', of, Math.floor(e * rate * 1400));
    add('source_behind_latest_seconds', of, behind);
    add('source_last_event_timestamp_seconds', of, t - behind - (source === 'audit-bucket' ? 280 : 3));
    add('source_stalled_shards', of, source === 'trail' && outage && t > END - 116 * 60 ? 1 : 0);
    add('source_open_shards', of, source === 'audit-bucket' ? 0 : 4);
    add('source_coverage_gaps_total', of, 0);
    add('source_denied_calls_total', of, source === 'changes' ? Math.floor(until(40, 38, t) / 60) : 0);
    add('source_missing_objects_total', of, 0);
    add('source_unreadable_objects_total', of, 0);
    add('source_retried_calls_total', of, Math.floor(e / 400) + (source === 'trail' ? Math.floor(until(128, 104, t) / 10) : 0));
    add('source_throttled_reads_total', of, source === 'trail' ? Math.floor(until(128, 104, t) / 15) : 0);
    add('source_expired_iterators_total', of, source === 'trail' ? Math.floor(until(110, 104, t) / 60) : 0);
    add('source_discovery_age_seconds', of, 20 + (t % 60));
    add('source_uncovered_hash_ranges', of, 0);
    if (source === 'audit-bucket') {
      add('source_oldest_message_age_seconds', of, 8 + (t % 20));
      add('source_objects_in_flight', of, 1);
    }
    add('records_total', of, source === 'changes' ? 0 : Math.floor(e * rate + 900 * rate * 0.3 * wave(t, rate)));
    add('activities_total', of, Math.floor(e * rate * (source === 'changes' ? 0 : 0.7)));
    add('rule_candidates_total', of, Math.floor(e * rate * (source === 'changes' ? 0 : 0.02)));
    add('expired_items_total', of, source === 'changes' ? Math.floor(e * 3) : 0);
    const late = source === 'trail' ? until(128, 104, t) * rate : 0;
    const usual = around(source === 'audit-bucket' ? 260 : 7);
    const held = around(200);
    const seen = e * rate;
    rows.push(...histogram('exposure_event_delivery_delay_seconds', of, BOUNDS, seen, (le) => ((seen - late) * usual(le) + late * held(le)) / seen));
  }
  for (const table of TABLES.slice(0, 3)) for (const [kind, rate] of [['insert', 8], ['modify', 20], ['remove', 3]]) add('item_changes_total', { source: 'changes', table: arn(table), kind }, Math.floor(e * rate + 300 * rate * wave(t, rate)));
  add('skipped_inputs_total', { reason: 'not JSON' }, on(100, t) ? 3 : 0);
  add('suppressed_signals_total', {}, Math.floor(e / 3000));
  const found = FINDINGS.filter(([, , , , at]) => on(at, t)).length;
  for (const family of ['bulk-read', 'partiql', 'export', 'consumer']) {
    rows.push(...histogram('exposure_detection_latency_from_arrival_seconds', { family }, BOUNDS, 2 + found * 2 + e / 60, around(3)));
    rows.push(...histogram('exposure_detection_latency_seconds', { family }, BOUNDS, 2 + found * 2 + e / 60, around(family === 'export' ? 160 : 25)));
  }
  for (const route of ['pagerduty', 'alertmanager']) {
    const of = { route };
    const broken = route === 'pagerduty' && t > END - 52 * 60 && t < END - 47 * 60;
    add('alerts_delivered_total', of, FINDINGS.filter(([, , , , at]) => on(broken ? at + 5 : at, t)).length + 2);
    add('alerts_waiting', of, broken ? 2 : t % 900 < 60 ? 1 : 0);
    add('alerts_retried_total', of, route === 'pagerduty' ? Math.floor(until(52, 47, t) / 30) : 0);
    add('alerts_refused_total', of, 0);
    add('alerts_dropped_total', of, 0);
    add('alerts_suppressed_total', of, 0);
    add('alert_route_broken', of, broken ? 1 : 0);
  }
  for (const output of ['findings-folder', 'findings-bucket', 'dead-letters-folder']) {
    const of = { output };
    const bucket = output === 'findings-bucket';
    add('output_delivered_total', of, Math.floor(e / (output === 'dead-letters-folder' ? 7200 : 900)));
    add('output_waiting', of, bucket && t > END - 52 * 60 && t < END - 47 * 60 ? 1 : 0);
    add('output_retried_total', of, bucket ? Math.floor(until(52, 47, t) / 30) : 0);
    add('output_refused_total', of, 0);
  }
  add('incident_sessions_forgotten_total', {}, 0);
  add('inventory_denied_calls_total', { source: 'inventory' }, on(200, t) ? 3 : 0);
  add('process_started_timestamp_seconds', {}, END - 9 * 86400);
  add('engine_restarts_total', {}, on(118, t) ? 1 : 0);
  add('engine_checkpoints_completed_total', {}, Math.floor(e / 60));
  add('engine_checkpoints_failed_total', {}, Math.floor(until(120, 116, t) / 120));
  add('policy_info', { version: '2026-01-14.2' }, 1);
  add('policy_loaded_timestamp_seconds', {}, END - 5 * 3600);
  add('policy_refused_total', {}, 0);
  add('stream_readers', { stream: 'orders/2025-11-02', known: 'true' }, 2);
  add('stream_readers', { stream: 'orders/2025-11-02', known: 'false' }, on(30, t) ? 1 : 0);
  add('stream_readers', { stream: 'customers/2025-11-02', known: 'true' }, 1);
  add('stream_readers', { stream: 'customers/2025-11-02', known: 'false' }, 0);
  for (const [application, lag, stream] of [['search-index', 4, 'orders/2025-11-02'], ['invoices', 1300, 'customers/2025-11-02']]) {
    add('consumer_lag_seconds', { stream, application }, lag * wave(t, lag) + (application === 'invoices' && on(130, t) ? since(130, t) * 0.6 : 0));
    add('consumer_leases', { application, state: 'owned' }, application === 'invoices' && on(130, t) ? 3 : 4);
    add('consumer_leases', { application, state: 'orphaned' }, application === 'invoices' && on(130, t) ? 1 : 0);
  }
  rows.push(['flink_taskmanager_job_task_busyTimeMsPerSecond', { task_name: 'intake trail' }, 320 * wave(t, 5)]);
  rows.push(['flink_taskmanager_job_task_backPressuredTimeMsPerSecond', { task_name: 'intake trail' }, outage ? 210 : 12 * wave(t, 7)]);
  rows.push(['flink_jobmanager_job_lastCheckpointDuration', {}, 2400 * wave(t, 3)]);
  rows.push(['flink_jobmanager_job_lastCheckpointFullSize', {}, 48e6 + e * 900]);
  return rows;
};

/** All samples in the text format that promtool reads: by metric, then by time. */
export const openMetrics = () => {
  const byMetric = new Map();
  for (let t = END - HOURS * 3600; t <= END; t += STEP) {
    for (const [name, labels, value] of [...domain(t), ...machinery(t)]) {
      const series = `${name}{${labelled({ ...labels, instance: 'monitor:9464', job: 'exposure-monitor' })}}`;
      if (!byMetric.has(name)) byMetric.set(name, []);
      byMetric.get(name).push(`${series} ${value} ${t}\n`);
    }
  }
  return `${[...byMetric.values()].map((lines) => lines.join('')).join('')}# EOF\n`;
};
