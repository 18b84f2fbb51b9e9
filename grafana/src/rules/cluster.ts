import type { Recording } from './recording.js';

/** A metric of an input, as the monitor's own command shows it, from the engine's name for it. */
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

/** The job by the name it gives itself, whether or not the reporter leaves the hyphen. */
const JOB = 'job_name=~"exposure[-_]monitor"';

/** Readers and their coordinator tell the same of an input by these two names. */
const READ_FROM = ['flink_taskmanager_job_task_operator', 'flink_jobmanager_job_operator_coordinator_enumerator'];

/**
 * Whatever process and subtask a counter is of stays apart, since each begins at nought when it starts
 * again; what names a single run of the job goes, or a restart would be a series that nobody saw rise.
 * The operator is called "Source: NAME -> …", unless the reporter makes an underscore of all but letters.
 */
const ofInput = ({ record, metric, millis }: OfInput): Recording => {
  const either = READ_FROM.map((group) => `${group}_${metric}{${JOB}, operator_name=~"Source:.*"}`).join(' or ');
  const named = `label_replace(${either}, "source", "$1", "operator_name", "Source:[ _](.+?)(?:(?: -> |____).*)?")`;
  const summed = `sum by (source, instance, subtask_index) (${named})`;
  return { record, expr: millis ? `${summed} / 1000` : summed };
};

/**
 * What only the engine tells, by the names that rules and dashboards ask for. For a Prometheus that scrapes the
 * reporter of a cluster; `run` shows these itself.
 */
export const OF_CLUSTERS: Recording[] = [
  ...OF_INPUTS.map(ofInput),
  ...OF_THE_JOB.map(([record, metric]) => ({ record, expr: `sum by (instance) (flink_jobmanager_job_${metric}{${JOB}})` })),
];
