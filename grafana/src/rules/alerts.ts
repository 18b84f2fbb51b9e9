import { age, grown } from '../kit/promql.js';
import type { PAGES } from '../kit/page.js';

/** An alert rule whose limit the panel that it names shows as a threshold. */
export interface Alert {
  name: string;
  /** `page`: somebody has to get up. `ticket`: somebody has to look today. */
  severity: 'page' | 'ticket';
  /** What is measured. */
  expr: string;
  /** Fires from this value on; or below it, where `below` is set. */
  limit: number;
  below?: boolean;
  /** How long it must have been so. */
  wait?: string;
  panel: [keyof typeof PAGES, number];
  /** One sentence for whoever is called; `{{ $labels.… }}` and `{{ $value }}` are filled in. */
  summary: string;
  /** What to do. */
  action: string;
  /** Set where it makes the dashboards untrustworthy: why, in words, and the label that says where. */
  distrust?: [why: string, where: string];
}

const OPEN = 'exposure_table_open_findings';

export const ALERTS: Alert[] = [
  {
    name: 'ExposureTableExposed',
    severity: 'page',
    expr: `sum by (table) (${OPEN}{level=~"critical|high"})`,
    limit: 1,
    panel: ['soc', 1],
    summary: '{{ $labels.table }} has open findings of level critical or high',
    action: 'Open the SOC overview, see since when and how much; the incident’s alert says who.',
  },
  {
    name: 'ExposureLargeShareTaken',
    severity: 'page',
    expr: 'max by (table) (exposure_table_exposed_ratio)',
    limit: 0.5,
    panel: ['soc', 4],
    summary: '{{ $value | humanizePercentage }} of {{ $labels.table }} was read',
    action: 'Take the table as gone: stop the reader, then tell those who must know.',
  },
  {
    name: 'ExposureDetectionSlow',
    severity: 'ticket',
    expr: 'exposure:detection_latency_seconds:p99_1h',
    limit: 900,
    wait: '15m',
    panel: ['soc', 11],
    summary: 'Findings come {{ $value | humanizeDuration }} after the deed',
    action: 'See on the page of health which input is behind.',
  },
  {
    name: 'ExposureUnknownStreamReader',
    severity: 'page',
    expr: 'sum by (stream) (exposure_stream_readers{known="false"})',
    limit: 1,
    panel: ['streams', 1],
    summary: 'Somebody unknown reads {{ $labels.stream }}',
    action: 'The finding names who. Add the reader to the policy’s roster, or take its rights away.',
  },
  {
    name: 'ExposureConsumerBehind',
    severity: 'ticket',
    expr: 'max by (application) (exposure_consumer_lag_seconds)',
    limit: 43200,
    wait: '10m',
    panel: ['streams', 3],
    summary: 'No worker of {{ $labels.application }} has renewed a lease for {{ $value | humanizeDuration }}',
    action: 'Bring it back before the stream’s 24 hours are over; then changes are lost to it.',
  },
  {
    name: 'ExposureLeasesOrphaned',
    severity: 'ticket',
    expr: 'sum by (application) (exposure_consumer_leases{state="orphaned"})',
    limit: 1,
    wait: '15m',
    panel: ['streams', 4],
    summary: 'Nobody reads {{ $value }} shards of {{ $labels.application }}',
    action: 'See whether its workers run, and whether its lease table was tampered with.',
  },
  {
    name: 'ExposureTableNotLogged',
    severity: 'ticket',
    expr: '1 - max by (table) (exposure_table_data_events_covered)',
    limit: 1,
    wait: '15m',
    panel: ['posture', 2],
    summary: 'No trail records who reads the items of {{ $labels.table }}',
    action: 'Switch data events of this table on in a trail.',
    distrust: ['reads of a table are not logged', 'table'],
  },
  {
    name: 'ExposureLogsDarkened',
    severity: 'ticket',
    expr: `sum by (detection) ${grown('exposure_findings_total{family="blindspot",level=~"critical|high"}', '1d')}`,
    limit: 1,
    panel: ['soc', 6],
    summary: 'Logs were stopped or narrowed within the last day, or fell silent: {{ $labels.detection }}',
    action: 'The finding says which and who did it. Restore them; what happened in between was not seen.',
    distrust: ['logs may hold too little', 'detection'],
  },
  {
    name: 'ExposureMonitorSilent',
    severity: 'page',
    expr: 'absent(exposure_source_last_event_timestamp_seconds)',
    limit: 1,
    wait: '5m',
    panel: ['soc', 6],
    summary: 'The monitor reads nothing, or is not there',
    action: 'See whether it runs and is scraped. Until then nobody watches.',
    distrust: ['nothing is being read', ''],
  },
  {
    name: 'ExposureInputQuiet',
    severity: 'ticket',
    // Only of what brings CloudTrail records: a table that nobody changes is no sign of anything.
    expr: `(max by (source) (${age('exposure_source_last_event_timestamp_seconds')}) and on (source) count by (source) (exposure_records_total > 0))`,
    limit: 900,
    wait: '5m',
    panel: ['soc', 13],
    summary: 'The newest event of {{ $labels.source }} is {{ $value | humanizeDuration }} old',
    action: 'See whether the trail still delivers, and whether anybody stopped it.',
    distrust: ['no event for long', 'source'],
  },
  {
    name: 'ExposureInputBehind',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_behind_latest_seconds)',
    limit: 300,
    wait: '10m',
    panel: ['health', 3],
    summary: '{{ $labels.source }} is {{ $value | humanizeDuration }} behind',
    action: 'More parallelism, or see what throttles it; records are lost once their retention is over.',
    distrust: ['far behind', 'source'],
  },
  {
    name: 'ExposureShardsStalled',
    severity: 'page',
    expr: 'max by (source) (exposure_source_stalled_shards)',
    limit: 1,
    panel: ['health', 6],
    summary: '{{ $value }} shards of {{ $labels.source }} were not read for 10 minutes',
    action: 'The monitor’s log names them and why.',
    distrust: ['shards can’t be read', 'source'],
  },
  {
    name: 'ExposureRecordsLost',
    severity: 'page',
    expr: `sum by (source) ${grown('exposure_source_coverage_gaps_total', '1h')}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'Records of {{ $labels.source }} were lost unread',
    action: 'The finding blindspot.gap says which hours; replay them from the trail’s bucket.',
    distrust: ['records lost unread', 'source'],
  },
  {
    name: 'ExposureFilesMissing',
    severity: 'ticket',
    expr: `sum by (source) ${grown('exposure_source_missing_objects_total', '1h')}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'Log files of {{ $labels.source }} were gone or refused',
    action: 'See who deleted them, and whether the monitor may read the bucket.',
    distrust: ['log files are gone', 'source'],
  },
  {
    name: 'ExposureTableDenied',
    severity: 'ticket',
    expr: `sum by (source) ${grown('exposure_source_denied_calls_total', '1h')}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'The monitor may not read a table or shard of {{ $labels.source }}',
    action: 'Grant what the documentation of sources lists; the finding blindspot.gap names the table.',
    distrust: ['a table may not be read', 'source'],
  },
  {
    name: 'ExposureHashRangesUncovered',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_uncovered_hash_ranges)',
    limit: 1,
    panel: ['health', 6],
    summary: 'A part of the data stream of {{ $labels.source }} has no shard',
    action: 'See whether somebody reshards it, or deleted it.',
    distrust: ['a part of a stream has no shard', 'source'],
  },
  {
    name: 'ExposureListingOld',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_discovery_age_seconds)',
    limit: 300,
    wait: '5m',
    panel: ['health', 6],
    summary: '{{ $labels.source }} was last listed {{ $value | humanizeDuration }} ago',
    action: 'New shards or files are not found: see the monitor’s log for refused calls.',
    distrust: ['new shards or files are not found', 'source'],
  },
  {
    name: 'ExposureInputsUndecodable',
    severity: 'ticket',
    expr: `sum by (reason) ${grown('exposure_skipped_inputs_total', '1h')}`,
    limit: 1,
    panel: ['health', 12],
    summary: '{{ $value }} inputs could not be used: {{ $labels.reason }}',
    action: 'The dead letters name where each came from.',
    distrust: ['inputs can’t be decoded', 'reason'],
  },
  {
    name: 'ExposureNoCheckpoint',
    severity: 'ticket',
    expr: 'sum(increase(exposure_engine_checkpoints_completed_total[10m]))',
    limit: 1,
    below: true,
    wait: '5m',
    panel: ['health', 4],
    summary: 'No checkpoint was completed for 10 minutes',
    action: 'See the engine’s log; a crash now makes much be read again, and alerts wait.',
    distrust: ['no checkpoint for 10 minutes', ''],
  },
  {
    name: 'ExposureRestarts',
    severity: 'ticket',
    expr: 'sum(increase(exposure_engine_restarts_total[1h]))',
    limit: 3,
    panel: ['health', 5],
    summary: 'The engine started the job again {{ $value | humanize }} times in an hour',
    action: 'See the engine’s log for what fails.',
  },
  {
    name: 'ExposureAlertsRefused',
    severity: 'page',
    expr: `sum by (route) ${grown('exposure_alerts_refused_total', '1h')}`,
    limit: 1,
    panel: ['soc', 15],
    summary: 'Route {{ $labels.route }} was refused: somebody should have been called and was not',
    action: 'Correct the route’s key or URL, try `alert test`, and look at the open incidents now.',
    distrust: ['alerts are refused', 'route'],
  },
  {
    name: 'ExposureAlertRouteBroken',
    severity: 'page',
    expr: 'max by (route) (exposure_alert_route_broken)',
    limit: 1,
    wait: '10m',
    panel: ['health', 15],
    summary: 'The service of route {{ $labels.route }} can’t be reached; its alerts wait',
    action: 'Look at the open incidents yourself until it is back.',
    distrust: ['alert service can’t be reached', 'route'],
  },
  {
    name: 'ExposureAlertsWaiting',
    severity: 'ticket',
    expr: 'sum(exposure_alerts_waiting)',
    limit: 20,
    wait: '15m',
    panel: ['soc', 16],
    summary: '{{ $value }} alerts wait to get out',
    action: 'See whether checkpoints complete and whether the services answer.',
  },
  {
    name: 'ExposureAlertBudgetSpent',
    severity: 'ticket',
    expr: `sum by (route) ${grown('exposure_alerts_suppressed_total', '1h')}`,
    limit: 1,
    panel: ['health', 15],
    summary: 'Route {{ $labels.route }} has spent its budget; {{ $value | humanize }} incidents called nobody',
    action: 'Look at the open incidents; raise the budget only when they were right.',
  },
  {
    name: 'ExposurePolicyRefused',
    severity: 'ticket',
    expr: `sum ${grown('exposure_policy_refused_total', '1h')}`,
    limit: 1,
    panel: ['health', 14],
    summary: 'A new policy was refused; the old one goes on',
    action: 'Run `policy check` on it.',
  },
];

/** The expression of a rule. */
export const condition = ({ expr, limit, below }: Alert): string => `${expr} ${below ? '<' : '>='} ${limit}`;

/** What to do: a section of its own for each alert. */
export const runbook = ({ name }: Alert): string => `docs/runbooks.md#${name.toLowerCase()}`;
