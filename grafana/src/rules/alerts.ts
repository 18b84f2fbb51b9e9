import { age, givenUp, grown, grownWhileKnown, lost, restarts, unread } from '../kit/promql.js';
import type { PAGES } from '../kit/page.js';

/** An alert rule. Its panel shows the limit as a threshold. */
export interface Alert {
  name: string;
  /** `page`: act now, even at night. `ticket`: act today. */
  severity: 'page' | 'ticket';
  /** The PromQL expression compared with the limit. */
  expr: string;
  /** Fires at or above this value, or below it if `below` is set. */
  limit: number;
  below?: boolean;
  /** How long the condition must hold. */
  wait?: string;
  panel: [keyof typeof PAGES, number];
  /** One sentence for the recipient; `{{ $labels.… }}` and `{{ $value }}` are filled in. */
  summary: string;
  /** What to do. */
  action: string;
  /** Set if the alert means that the dashboards may be incomplete: the reason, and the label with the location. */
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
    action: 'Open the SOC overview for since when and how much; the incident’s alert names the actor.',
  },
  {
    name: 'ExposureLargeShareTaken',
    severity: 'page',
    expr: 'max by (table) (exposure_table_exposed_ratio)',
    limit: 0.5,
    panel: ['soc', 4],
    summary: '{{ $value | humanizePercentage }} of {{ $labels.table }} was read',
    action: 'Treat the table as stolen: stop the reader, then inform those who must know.',
  },
  {
    name: 'ExposureDetectionSlow',
    severity: 'ticket',
    expr: 'exposure:detection_latency_seconds:p99_1h',
    limit: 900,
    wait: '15m',
    panel: ['soc', 11],
    summary: 'Findings are raised {{ $value | humanizeDuration }} after the event',
    action: 'Check on the health page which input is behind.',
  },
  {
    name: 'ExposureUnknownStreamReader',
    severity: 'page',
    expr: 'sum by (stream) (exposure_stream_readers{known="false"})',
    limit: 1,
    panel: ['streams', 1],
    summary: 'An unknown reader consumes {{ $labels.stream }}',
    action: 'The finding names the reader. Add it to the policy, or revoke its permissions.',
  },
  {
    name: 'ExposureConsumerBehind',
    severity: 'ticket',
    expr: 'max by (application) (exposure_consumer_lag_seconds)',
    limit: 43200,
    wait: '10m',
    panel: ['streams', 3],
    summary: 'No worker of {{ $labels.application }} has renewed a lease for {{ $value | humanizeDuration }}',
    action: 'Restart it before the stream’s retention of 24 hours ends; older changes are lost to it.',
  },
  {
    name: 'ExposureLeasesOrphaned',
    severity: 'ticket',
    expr: 'sum by (application) (exposure_consumer_leases{state="orphaned"})',
    limit: 1,
    wait: '15m',
    panel: ['streams', 4],
    summary: 'No worker reads {{ $value }} shards of {{ $labels.application }}',
    action: 'Check whether its workers run, and whether its lease table was tampered with.',
  },
  {
    name: 'ExposureTableNotLogged',
    severity: 'ticket',
    expr: '1 - max by (table) (exposure_table_data_events_covered)',
    limit: 1,
    wait: '15m',
    panel: ['posture', 2],
    summary: 'No trail records reads of the items of {{ $labels.table }}',
    action: 'Enable data events for this table in a trail.',
    distrust: ['reads of a table are not logged', 'table'],
  },
  {
    name: 'ExposureLogsDarkened',
    severity: 'ticket',
    expr: `sum by (detection) ${grown('exposure_findings_total{family="blindspot",level=~"critical|high"}', '1d')}`,
    limit: 1,
    panel: ['soc', 6],
    summary: 'Logs were stopped or narrowed within the last day, or fell silent: {{ $labels.detection }}',
    action: 'The finding says which logs and who changed them. Restore them; activity in between was not seen.',
    distrust: ['logs may hold too little', 'detection'],
  },
  {
    name: 'ExposureMonitorSilent',
    severity: 'page',
    expr: 'absent(exposure_source_last_event_timestamp_seconds)',
    limit: 1,
    wait: '5m',
    panel: ['soc', 6],
    summary: 'The monitor reads nothing, or is not running',
    action: 'Check whether it runs and is scraped. Until then nothing is watched.',
    distrust: ['nothing is being read', ''],
  },
  {
    name: 'ExposureInputQuiet',
    severity: 'ticket',
    // Only for inputs with CloudTrail records: a table without changes proves nothing.
    expr: `(max by (source) (${age('exposure_source_last_event_timestamp_seconds')}) and on (source) count by (source) (exposure_records_total > 0))`,
    limit: 900,
    wait: '5m',
    panel: ['soc', 13],
    summary: 'The newest event of {{ $labels.source }} is {{ $value | humanizeDuration }} old',
    action: 'Check whether the trail still delivers, and whether it was stopped.',
    distrust: ['no event for long', 'source'],
  },
  {
    name: 'ExposureInputNeverRead',
    severity: 'ticket',
    // Item changes may be rare, and no metric tells their inputs from those of a trail: hence the long wait.
    expr: '(count by (source) (exposure_records_total) unless on (source) count by (source) (exposure_source_last_event_timestamp_seconds))',
    limit: 1,
    wait: '6h',
    panel: ['health', 6],
    summary: '{{ $labels.source }} has never delivered an event',
    action: 'Check the name of its bucket, queue or stream, and whether the trail delivers there.',
  },
  {
    name: 'ExposureInputBehind',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_behind_latest_seconds)',
    limit: 300,
    wait: '10m',
    panel: ['health', 3],
    summary: '{{ $labels.source }} is {{ $value | humanizeDuration }} behind',
    action: 'Increase the parallelism, or find what throttles it; records are lost when their retention ends.',
    distrust: ['far behind', 'source'],
  },
  {
    name: 'ExposureShardsStalled',
    severity: 'page',
    expr: 'max by (source) (exposure_source_stalled_shards)',
    limit: 1,
    panel: ['health', 6],
    summary: '{{ $value }} shards of {{ $labels.source }} were not read for 10 minutes',
    action: 'The monitor’s log names them and the reason.',
    distrust: ['shards can’t be read', 'source'],
  },
  {
    name: 'ExposureRecordsLost',
    severity: 'page',
    expr: `sum by (source) ${grownWhileKnown('exposure_source_coverage_gaps_total', '1h')}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'Records of {{ $labels.source }} were lost unread',
    action: 'The finding blindspot.gap says which hours; replay them from the trail’s bucket.',
    distrust: ['records lost unread', 'source'],
  },
  {
    name: 'ExposureFilesMissing',
    severity: 'ticket',
    expr: `sum by (source) ${unread()('1h', grownWhileKnown)}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'Log files of {{ $labels.source }} were missing or broke off, or access to them was denied',
    action: 'The finding blindspot.gap names them. Check who deleted or replaced them, and whether the monitor may read the bucket.',
    distrust: ['log files are gone or break off', 'source'],
  },
  {
    name: 'ExposureTableDenied',
    severity: 'ticket',
    expr: `sum by (source) ${grownWhileKnown('exposure_source_denied_calls_total', '1h')}`,
    limit: 1,
    panel: ['health', 6],
    summary: 'The monitor may not read a table or shard of {{ $labels.source }}',
    action: 'Grant the permissions listed in docs/sources.md; the finding blindspot.gap names the table.',
    distrust: ['a table may not be read', 'source'],
  },
  {
    name: 'ExposureHashRangesUncovered',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_uncovered_hash_ranges)',
    limit: 1,
    panel: ['health', 6],
    summary: 'A part of the data stream of {{ $labels.source }} has no shard',
    action: 'Check whether it is being resharded, or was deleted.',
    distrust: ['a part of a stream has no shard', 'source'],
  },
  {
    name: 'ExposureListingOld',
    severity: 'ticket',
    expr: 'max by (source) (exposure_source_discovery_age_seconds)',
    limit: 900,
    wait: '5m',
    panel: ['health', 6],
    summary: '{{ $labels.source }} was last listed {{ $value | humanizeDuration }} ago',
    action: 'New shards or files are not found: check the monitor’s log for denied calls.',
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
    action: 'Check Flink’s log. A crash now causes much to be read again, and alerts are delayed.',
    distrust: ['no checkpoint for 10 minutes', ''],
  },
  {
    name: 'ExposureRestarts',
    severity: 'ticket',
    expr: `(${restarts('1h')})`,
    limit: 3,
    panel: ['health', 5],
    summary: 'The monitor restarted {{ $value | humanize }} times in an hour',
    action: 'Check the last lines of its log before each restart for the failure.',
  },
  {
    name: 'ExposureAlertsLost',
    severity: 'page',
    expr: `sum by (route) ${lost('1h', grownWhileKnown)}`,
    limit: 1,
    panel: ['soc', 15],
    summary: 'Alerts of route {{ $labels.route }} were refused or dropped: nobody was called',
    action: 'Check the incidents now. The log says why alerts were refused; if too many waited, give the route a budget.',
    distrust: ['alerts are lost', 'route'],
  },
  {
    name: 'ExposureAlertRouteBroken',
    severity: 'page',
    expr: 'max by (route) (exposure_alert_route_broken)',
    limit: 1,
    wait: '10m',
    panel: ['health', 15],
    summary: 'The service of route {{ $labels.route }} takes no alerts; they wait',
    action: 'Check the open incidents yourself until it is back. The log names the cause; if it is the key or the URL, correct it and run `alert test`.',
    distrust: ['alert service can’t be reached', 'route'],
  },
  {
    name: 'ExposureAlertsWaiting',
    severity: 'ticket',
    expr: 'sum(exposure_alerts_waiting)',
    limit: 20,
    wait: '15m',
    panel: ['soc', 16],
    summary: '{{ $value }} alerts wait to be sent',
    action: 'Check whether checkpoints complete and whether the services answer.',
  },
  {
    name: 'ExposureAlertBudgetSpent',
    severity: 'ticket',
    expr: `sum by (route) ${grownWhileKnown('exposure_alerts_suppressed_total', '1h')}`,
    limit: 1,
    panel: ['health', 15],
    summary: 'Route {{ $labels.route }} has exhausted its budget; {{ $value | humanize }} incidents were not sent',
    action: 'Check the open incidents; raise the budget only if they were justified.',
  },
  {
    name: 'ExposureOutputFailing',
    severity: 'ticket',
    expr: `sum by (output) ${grownWhileKnown('exposure_output_retried_total', '10m')}`,
    limit: 1,
    wait: '15m',
    panel: ['health', 21],
    summary: 'Nothing, or not everything, could be written to {{ $labels.output }} for 15 minutes',
    action: 'The monitor’s log says why. What waits is in checkpoints; too much of it would delay detection.',
  },
  {
    name: 'ExposureOutputLost',
    severity: 'ticket',
    expr: `sum by (output) ${grownWhileKnown('exposure_output_refused_total', '1h')}`,
    limit: 1,
    panel: ['health', 21],
    summary: '{{ $value | humanize }} lines of {{ $labels.output }} were dropped',
    action: 'The monitor’s log says why: a finding is too large for a record of the stream, or too many dead letters waited.',
  },
  {
    name: 'ExposurePolicyRefused',
    severity: 'ticket',
    expr: `sum ${grownWhileKnown('exposure_policy_refused_total', '1h')}`,
    limit: 1,
    panel: ['health', 14],
    summary: 'A new policy was refused; the old one stays in force',
    action: 'Run `policy check` on it.',
  },
  {
    name: 'ExposureGivenUp',
    severity: 'ticket',
    expr: `(${givenUp('1h', grownWhileKnown)})`,
    limit: 1,
    panel: ['health', 22],
    summary: 'The monitor gave something up {{ $value | humanize }} times: {{ $labels.what }}',
    action: 'Findings or dashboards may be incomplete; the runbook says what each of these means.',
  },
];

/** The expression of a rule. */
export const condition = ({ expr, limit, below }: Alert): string => `${expr} ${below ? '<' : '>='} ${limit}`;

/** What to do: a section of its own for each alert. */
export const runbook = ({ name }: Alert): string => `docs/runbooks.md#${name.toLowerCase()}`;
