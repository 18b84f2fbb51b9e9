package io.exposuremonitor.job.engine;

import io.exposuremonitor.job.metrics.MetricsReporterFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink inside this process. Listens on the loopback interface only, and keeps its files in a
 * directory given by the caller.
 */
public final class EmbeddedEngine {
  /** Where keyed state is kept in streaming execution. */
  public enum Backend {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    private final String type;

    Backend(String type) {
      this.type = type;
    }
  }

  /** The most subtasks: more would take more memory than the launcher gives. */
  public static final int MAX_PARALLELISM = 16;

  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);
  private static final long MIN_NETWORK_MEMORY = 64L << 20;
  private static final long MAX_NETWORK_MEMORY = 128L << 20;
  private static final int LARGEST_BUFFER = 32 << 10;

  /** More than all exchanges of the topology need together for one pair of connected subtasks. */
  private static final int BUFFERS_FOR_A_PAIR = 96;

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  private static final String LOOPBACK = "127.0.0.1";

  private EmbeddedEngine() {}

  /** One subtask for each core, up to the maximum. */
  public static int defaultParallelism() {
    return Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors());
  }

  /**
   * An environment for one job over bounded input.
   *
   * <p>Batch execution sorts what each detector sees by key and event time, spilling to disk, and
   * holds the state of one key at a time. So records may lie in the files in any order, and memory
   * does not grow with the input. All exchanges are pipelined, so every core works from the start.
   *
   * @param parallelism number of subtasks, at most {@value #MAX_PARALLELISM}
   * @param temporary a directory for this run alone, deleted by the caller
   */
  public static StreamExecutionEnvironment bounded(int parallelism, Path temporary) {
    Configuration configuration = local(parallelism, temporary);
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    configuration.set(
        ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
    // The adaptive batch scheduler, the default, expects blocking exchanges.
    configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /**
   * An environment for one job over unbounded input, with checkpoints as the managed service takes
   * them, but more often.
   *
   * @param parallelism number of subtasks, at most {@value #MAX_PARALLELISM}
   * @param temporary a directory for this run alone, deleted by the caller
   */
  public static StreamExecutionEnvironment streaming(
      int parallelism, Path temporary, Backend backend) {
    Configuration configuration = local(parallelism, temporary);
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend.type);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        temporary.resolve("checkpoints").toUri().toString());
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /**
   * An environment for a job that reads logs in the order of time and ends with a savepoint; it
   * takes no checkpoints. It has one subtask, because two would read two files at a time; its
   * operators still run in parallel to each other.
   *
   * @param temporary a directory for this run alone, deleted by the caller
   */
  public static StreamExecutionEnvironment learning(Path temporary) {
    Configuration configuration = local(1, temporary);
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(StateBackendOptions.STATE_BACKEND, Backend.ROCKSDB.type);
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
  }

  /**
   * An environment for a monitor that runs until it is stopped. It resumes from what an earlier run
   * left in the state folder, and restarts by itself when a part of it fails. Its metrics are in
   * the process's registry of the Prometheus client.
   *
   * @param parallelism number of subtasks, at most {@value #MAX_PARALLELISM}
   * @param temporary a directory for this run alone, deleted by the caller
   * @param state where checkpoints are kept
   * @param checkpointInterval time between two checkpoints
   */
  public static StreamExecutionEnvironment live(
      int parallelism, Path temporary, StateFolder state, Duration checkpointInterval)
      throws IOException {
    return live(parallelism, temporary, state, checkpointInterval, 0);
  }

  /**
   * The same, with the engine's web pages if they are on the class path.
   *
   * @param webPort their port on the loopback interface; 0 for any free one
   */
  public static StreamExecutionEnvironment live(
      int parallelism, Path temporary, StateFolder state, Duration checkpointInterval, int webPort)
      throws IOException {
    Configuration configuration = local(parallelism, temporary);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    MetricOptions.forReporter(configuration, "prometheus")
        .set(MetricOptions.REPORTER_FACTORY_CLASS, MetricsReporterFactory.class.getName());
    configuration.set(StateBackendOptions.STATE_BACKEND, Backend.ROCKSDB.type);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // A full or lost disk must not stop detection: by default, each checkpoint that fails restarts
    // the job, which reads again all since the last one that completed.
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.checkpoints());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    state
        .newest()
        .ifPresent(
            newest -> {
              configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, newest);
              // The earlier run is over: its checkpoint may be deleted once it is outdated.
              configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            });
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  private static Configuration local(int parallelism, Path temporary) {
    // When its actor system ends, Pekko adds a JVM shutdown hook. When both happen together, the
    // hook loads classes from a loader that Flink has closed, and the user sees its stack trace.
    // Flink has no setting for this, but Pekko's configuration takes system properties.
    System.setProperty("pekko.jvm-shutdown-hooks", "off");
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    sizeNetwork(configuration, parallelism);
    cacheIndexesInParts(configuration);
    configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
    configuration.set(WebOptions.TMP_DIR, temporary.toString());
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_PORT, "0");
    // Other users of this machine may look, but not submit or cancel.
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    configuration.set(WebOptions.RESCALE_ENABLE, false);
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.HOST, LOOPBACK);
    // Accumulators, which show progress, travel with the heartbeat.
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    return configuration;
  }

  /**
   * For RocksDB. The databases of a slot's twenty detectors share a cache of some hundred
   * megabytes. By default, the index of a file is one block of up to megabytes, which is loaded
   * again once others have pushed it out. In parts, it stays; and filters tell without a read that
   * a key is not there, such as a new pair of actor and table.
   */
  private static void cacheIndexesInParts(Configuration configuration) {
    configuration.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
  }

  /**
   * Every subtask is connected to every other, so the number of buffers grows with the square of
   * the parallelism: the more, the smaller.
   */
  private static void sizeNetwork(Configuration configuration, int parallelism) {
    long buffers = (long) BUFFERS_FOR_A_PAIR * parallelism * parallelism;
    long buffer = LARGEST_BUFFER;
    while (buffers * buffer > MAX_NETWORK_MEMORY) {
      buffer /= 2;
    }
    MemorySize memory = new MemorySize(Math.max(MIN_NETWORK_MEMORY, buffers * buffer));
    configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(buffer));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, memory);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, memory);
  }
}
