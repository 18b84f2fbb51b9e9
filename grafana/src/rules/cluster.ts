import type { Recording } from './recording.js';

/** A metric of an input under the name that `run` exposes, derived from Flink's name for it. */
interface OfInput {
  record: string;
  metric: string;
  millis?: true;
}

const OF_INPUTS: OfInput[] = [
  { record: 'exposure_source_throttled_reads_total', metric: 'throttledReads' },
  { record: 'exposure_source_retried_calls_total', metric: 'retriedCalls' },
  { record: 'exposure_source_denied_calls_total', metric: 'deniedCalls' },
  { record: 'exposure_source_expired_iterators_total', metric: 'expiredIterators' },
  { record: 'exposure_inventory_denied_calls_total', metric: 'inventoryDeniedCalls' },
  { record: 'exposure_source_stalled_shards', metric: 'stalledShards' },
  { record: 'exposure_source_uncovered_hash_ranges', metric: 'uncoveredHashRange' },
  { record: 'exposure_source_discovery_age_seconds', metric: 'discoveryAgeMs', millis: true },
  { record: 'exposure_source_oldest_message_age_seconds', metric: 'oldestMessageAgeMs', millis: true },
];

const OF_THE_JOB: [string, string][] = [
  ['exposure_engine_restarts_total', 'numRestarts'],
  ['exposure_engine_checkpoints_completed_total', 'numberOfCompletedCheckpoints'],
  ['exposure_engine_checkpoints_failed_total', 'numberOfFailedCheckpoints'],
];

/** Matches the job's name, whether or not the reporter keeps the hyphen. */
const JOB = 'job_name=~"exposure[-_]monitor"';

/** The metric groups in which readers and their coordinator report the same values of an input. */
const READ_FROM = ['flink_taskmanager_job_task_operator', 'flink_jobmanager_job_operator_coordinator_enumerator'];

/**
 * Counters of different processes and subtasks stay separate, since each starts at zero; labels that identify
 * a single run of the job are dropped, or a restart would create a series whose growth is invisible.
 * The operator is called "Source: NAME -> …", unless the reporter replaces all but letters with underscores.
 */
const ofInput = ({ record, metric, millis }: OfInput): Recording => {
  const either = READ_FROM.map((group) => `${group}_${metric}{${JOB}, operator_name=~"Source:.*"}`).join(' or ');
  const named = `label_replace(${either}, "source", "$1", "operator_name", "Source:[ _](.+?)(?:(?: -> |____).*)?")`;
  const summed = `sum by (source, instance, subtask_index) (${named})`;
  return { record, expr: millis ? `${summed} / 1000` : summed };
};

/**
 * Flink's metrics, under the names that rules and dashboards query. For a Prometheus that scrapes the
 * reporter of a cluster; `run` exposes these itself.
 */
export const OF_CLUSTERS: Recording[] = [
  ...OF_INPUTS.map(ofInput),
  {
    record: 'exposure_remote_write_dropped_samples_total',
    expr: `sum by (reason, instance) (flink_taskmanager_job_task_operator_reason_remoteWriteDroppedSamples{${JOB}})`,
  },
  ...OF_THE_JOB.map(([record, metric]) => ({ record, expr: `sum by (instance) (flink_jobmanager_job_${metric}{${JOB}})` })),
];
