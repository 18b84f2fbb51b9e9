package io.exposuremonitor.job.metrics;

import io.exposuremonitor.connectors.inventory.InventoryMetrics;
import io.exposuremonitor.connectors.leases.LeaseMetrics;
import io.exposuremonitor.connectors.objects.ObjectMetrics;
import io.exposuremonitor.connectors.remotewrite.RemoteWriteMetrics;
import io.exposuremonitor.connectors.stream.StreamMetrics;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's metrics that a running monitor shows, with their names in the engine. Those of all
 * subtasks, readers and coordinators are combined for each set of labels.
 *
 * <p>A few of the engine's own keep the names that its Prometheus reporter gives them, {@code
 * flink_…}, so that a dashboard works for a cluster and for a run on one machine alike.
 */
enum ShownMetric {
  SOURCE_RECORDS(
      StreamMetrics.RECORDS_IN,
      "exposure_source_records",
      Kind.COUNTER,
      Labels.SOURCE,
      "Records read; for log files, batches of records."),
  SOURCE_BYTES(
      StreamMetrics.BYTES_IN,
      "exposure_source_bytes",
      Kind.COUNTER,
      Labels.SOURCE,
      "Bytes read, as stored."),
  EMPTY_READS(
      StreamMetrics.EMPTY_READS,
      "exposure_source_empty_reads",
      Kind.COUNTER,
      Labels.SOURCE,
      "Reads that returned no record."),
  THROTTLED_READS(
      StreamMetrics.THROTTLED_READS,
      "exposure_source_throttled_reads",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls that the service throttled."),
  RETRIED_CALLS(
      StreamMetrics.RETRIED_CALLS,
      "exposure_source_retried_calls",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls that failed temporarily and were retried."),
  DENIED_CALLS(
      StreamMetrics.DENIED_CALLS,
      "exposure_source_denied_calls",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls about a single table, stream or shard that were denied; they are retried."),
  EXPIRED_ITERATORS(
      StreamMetrics.EXPIRED_ITERATORS,
      "exposure_source_expired_iterators",
      Kind.COUNTER,
      Labels.SOURCE,
      "Iterators that expired and were renewed."),
  RESUBSCRIBES(
      StreamMetrics.RESUBSCRIBES,
      "exposure_source_resubscribes",
      Kind.COUNTER,
      Labels.SOURCE,
      "Fan-out subscriptions that were renewed."),
  DEAGGREGATION_FAILURES(
      StreamMetrics.DEAGGREGATION_FAILURES,
      "exposure_source_deaggregation_failures",
      Kind.COUNTER,
      Labels.SOURCE,
      "Damaged aggregated records, passed on without deaggregation."),
  STALLED_SHARDS(
      StreamMetrics.STALLED_SHARDS,
      "exposure_source_stalled_shards",
      Kind.SUM,
      Labels.SOURCE,
      "Shards without a successful read for 10 minutes."),
  OPEN_SHARDS(
      StreamMetrics.OPEN_SHARDS,
      "exposure_source_open_shards",
      Kind.SUM,
      Labels.SOURCE,
      "Shards that are being read or are to be read."),
  UNASSIGNED_SHARDS(
      StreamMetrics.UNASSIGNED_SHARDS,
      "exposure_source_unassigned_shards",
      Kind.SUM,
      Labels.SOURCE,
      "Shards that wait for a parent or a reader."),
  UNCOVERED_HASH_RANGES(
      StreamMetrics.UNCOVERED_HASH_RANGE,
      "exposure_source_uncovered_hash_ranges",
      Kind.SUM,
      Labels.SOURCE,
      "Hash key ranges of data streams for which repeated listings show no shard."),
  DISCOVERY_AGE(
      StreamMetrics.DISCOVERY_AGE,
      "exposure_source_discovery_age_seconds",
      Kind.LARGEST_OF_MILLIS,
      Labels.SOURCE,
      "Time since the last complete listing of the stream whose listing is oldest, or since "
          + "the queue last answered."),
  OBJECTS_READ(
      ObjectMetrics.OBJECTS_READ,
      "exposure_source_objects",
      Kind.COUNTER,
      Labels.SOURCE,
      "Log files read to their end."),
  OBJECTS_IN_FLIGHT(
      ObjectMetrics.OBJECTS_IN_FLIGHT,
      "exposure_source_objects_in_flight",
      Kind.SUM,
      Labels.SOURCE,
      "Log files being read."),
  PENDING_OBJECTS(
      ObjectMetrics.PENDING_OBJECTS,
      "exposure_source_pending_objects",
      Kind.SUM,
      Labels.SOURCE,
      "Log files that wait for a reader."),
  LISTED_OBJECTS(
      ObjectMetrics.LISTED_OBJECTS,
      "exposure_source_listed_objects",
      Kind.COUNTER,
      Labels.SOURCE,
      "Log files found by the listing of a backfill."),
  SKIPPED_KEYS(
      ObjectMetrics.SKIPPED_KEYS,
      "exposure_source_skipped_keys",
      Kind.COUNTER,
      Labels.SOURCE,
      "Objects skipped because their keys are not those of log files."),
  FORGOTTEN_NAMES(
      ObjectMetrics.FORGOTTEN_NAMES,
      "exposure_source_forgotten_names",
      Kind.COUNTER,
      Labels.SOURCE,
      "Names of log files evicted early; if announced again, the files are read again."),
  MESSAGES_RECEIVED(
      ObjectMetrics.MESSAGES_RECEIVED,
      "exposure_source_messages_received",
      Kind.COUNTER,
      Labels.SOURCE,
      "Messages received from the queue, including repeated ones."),
  MESSAGES_DELETED(
      ObjectMetrics.MESSAGES_DELETED,
      "exposure_source_messages_deleted",
      Kind.COUNTER,
      Labels.SOURCE,
      "Messages deleted after a completed checkpoint covered their files."),
  MESSAGES_HELD(
      ObjectMetrics.MESSAGES_HELD,
      "exposure_source_messages_held",
      Kind.SUM,
      Labels.SOURCE,
      "Messages waiting for a checkpoint or for their deletion."),
  OLDEST_MESSAGE_AGE(
      ObjectMetrics.OLDEST_MESSAGE_AGE,
      "exposure_source_oldest_message_age_seconds",
      Kind.LARGEST_OF_MILLIS,
      Labels.SOURCE,
      "Age of the oldest message waiting for a checkpoint."),
  REDELIVERIES(
      ObjectMetrics.REDELIVERIES,
      "exposure_source_redeliveries",
      Kind.COUNTER,
      Labels.SOURCE,
      "Repeated announcements of log files, which are not read again."),
  TEST_MESSAGES(
      ObjectMetrics.TEST_MESSAGES,
      "exposure_source_test_messages",
      Kind.COUNTER,
      Labels.SOURCE,
      "Messages that S3 sends to test the connection."),
  IGNORED_EVENTS(
      ObjectMetrics.IGNORED_EVENTS,
      "exposure_source_ignored_events",
      Kind.COUNTER,
      Labels.SOURCE,
      "Notifications of deletes, restores and the like."),
  UNKNOWN_MESSAGES(
      ObjectMetrics.UNKNOWN_MESSAGES,
      "exposure_source_unknown_messages",
      Kind.COUNTER,
      Labels.SOURCE,
      "Messages of an unknown form, left in the queue."),
  INVENTORY_SWEEPS(
      InventoryMetrics.SWEEPS,
      "exposure_inventory_sweeps",
      Kind.COUNTER,
      Labels.SOURCE,
      "Completed sweeps over all tables of an account and Region."),
  INVENTORY_DENIED_CALLS(
      InventoryMetrics.DENIED_CALLS,
      "exposure_inventory_denied_calls",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls that were denied; the facts that they would have returned stay unknown."),
  INVENTORY_FAILED_CALLS(
      InventoryMetrics.FAILED_CALLS,
      "exposure_inventory_failed_calls",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls that failed for another reason."),
  INVENTORY_RETRIED_CALLS(
      InventoryMetrics.RETRIED_CALLS,
      "exposure_inventory_retried_calls",
      Kind.COUNTER,
      Labels.SOURCE,
      "Calls that failed temporarily and were retried."),
  INVENTORY_TABLES(
      InventoryMetrics.TABLES,
      "exposure_inventory_tables",
      Kind.SUM,
      Labels.SOURCE,
      "Tables found by the last sweep."),
  REMOTE_WRITE_SAMPLES(
      RemoteWriteMetrics.SAMPLES,
      "exposure_remote_write_samples",
      Kind.COUNTER,
      Labels.NONE,
      "Samples that the remote-write receiver has accepted."),
  REMOTE_WRITE_KNOWN_SAMPLES(
      RemoteWriteMetrics.KNOWN_SAMPLES,
      "exposure_remote_write_known_samples",
      Kind.COUNTER,
      Labels.NONE,
      "The part of them in batches of which it said that samples were out of order or duplicates, as"
          + " after a restart."),
  REMOTE_WRITE_DROPPED_SAMPLES(
      RemoteWriteMetrics.DROPPED_SAMPLES,
      "exposure_remote_write_dropped_samples",
      Kind.COUNTER,
      Labels.REASON,
      "Samples that were given up: refused by the receiver, overflow, the oldest of too many that"
          + " waited, or failed, by an error of the monitor itself."),
  REMOTE_WRITE_FAILED_COLLECTIONS(
      RemoteWriteMetrics.FAILED_COLLECTIONS,
      "exposure_remote_write_failed_collections",
      Kind.COUNTER,
      Labels.NONE,
      "Failed collections of samples to write."),
  REMOTE_WRITE_RETRIES(
      RemoteWriteMetrics.RETRIES,
      "exposure_remote_write_retries",
      Kind.COUNTER,
      Labels.NONE,
      "Remote-write requests that failed temporarily and are retried."),
  REMOTE_WRITE_WAITING_SAMPLES(
      RemoteWriteMetrics.WAITING_SAMPLES,
      "exposure_remote_write_waiting_samples",
      Kind.SUM,
      Labels.NONE,
      "Samples waiting to be written."),
  MISSING_LEASE_TABLES(
      LeaseMetrics.MISSING_TABLES,
      "exposure_source_missing_lease_tables",
      Kind.SUM,
      Labels.SOURCE,
      "Lease tables named in the settings that do not exist."),
  UNREADABLE_LEASES(
      LeaseMetrics.UNREADABLE_LEASES,
      "exposure_source_unreadable_leases",
      Kind.COUNTER,
      Labels.SOURCE,
      "Items of lease tables that look like leases but cannot be decoded."),
  RESTARTS(
      "numRestarts",
      "exposure_engine_restarts",
      Kind.COUNTER,
      Labels.NONE,
      "Restarts of the job, or of a part of it, after a failure."),
  CHECKPOINTS_COMPLETED(
      "numberOfCompletedCheckpoints",
      "exposure_engine_checkpoints_completed",
      Kind.COUNTER,
      Labels.NONE,
      "Checkpoints completed."),
  CHECKPOINTS_FAILED(
      "numberOfFailedCheckpoints",
      "exposure_engine_checkpoints_failed",
      Kind.COUNTER,
      Labels.NONE,
      "Failed checkpoints; after a failed checkpoint, a restart resumes from an older one."),
  BUSY_TIME(
      "busyTimeMsPerSecond",
      "flink_taskmanager_job_task_busyTimeMsPerSecond",
      Kind.LARGEST,
      Labels.TASK,
      "Milliseconds per second that the busiest subtask of a task spends working."),
  BACK_PRESSURED_TIME(
      "backPressuredTimeMsPerSecond",
      "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
      Kind.LARGEST,
      Labels.TASK,
      "Milliseconds per second that a task is held up by the tasks behind it; the worst "
          + "subtask."),
  CHECKPOINT_DURATION(
      "lastCheckpointDuration",
      "flink_jobmanager_job_lastCheckpointDuration",
      Kind.LARGEST,
      Labels.NONE,
      "Duration of the last checkpoint, milliseconds."),
  CHECKPOINT_SIZE(
      "lastCheckpointFullSize",
      "flink_jobmanager_job_lastCheckpointFullSize",
      Kind.LARGEST,
      Labels.NONE,
      "Size of the last checkpoint, bytes.");

  /** How the parts of a metric are combined, and its resulting type. */
  enum Kind {
    /** Only rises. The parts of ended tasks stay in the sum. */
    COUNTER,
    /** The sum of the present values. */
    SUM,
    /** The largest present value; milliseconds, shown as seconds. */
    LARGEST_OF_MILLIS,
    /** The largest present value, as the engine reports it; unknown values are left out. */
    LARGEST
  }

  /** Sets of labels; all are bounded. */
  enum Labels {
    NONE,
    SOURCE,
    REASON,
    TASK;

    List<String> names() {
      return switch (this) {
        case NONE -> List.of();
        case SOURCE -> List.of(ShownMetric.SOURCE);
        case REASON -> List.of(RemoteWriteMetrics.REASON);
        case TASK -> List.of("task_name");
      };
    }
  }

  /** Label: name of an input. */
  static final String SOURCE = "source";

  private static final Map<String, ShownMetric> BY_ENGINE_NAME =
      Collections.unmodifiableMap(
          Arrays.stream(values())
              .collect(Collectors.toMap(ShownMetric::engineName, Function.identity())));

  private final String engineName;
  private final String shownName;
  private final Kind kind;
  private final Labels labels;
  private final String help;

  ShownMetric(String engineName, String shownName, Kind kind, Labels labels, String help) {
    this.engineName = engineName;
    this.shownName = shownName;
    this.kind = kind;
    this.labels = labels;
    this.help = help;
  }

  /** How a metric of the engine is shown, or null when it is not shown. */
  static @Nullable ShownMetric ofEngine(String name) {
    return BY_ENGINE_NAME.get(name);
  }

  String engineName() {
    return engineName;
  }

  /** The name without the {@code _total} of counters. */
  String shownName() {
    return shownName;
  }

  Kind kind() {
    return kind;
  }

  List<String> labels() {
    return labels.names();
  }

  String help() {
    return help;
  }
}
