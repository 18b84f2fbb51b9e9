package io.exposuremonitor.job.live;

import io.exposuremonitor.job.settings.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of a cluster in a process of its own, on a platform that configures checkpoints as the
 * managed service does: each one that fails restarts the job.
 */
final class PlatformMonitor {
  /** A job that starts needs most of it to read what was announced and to find a scan. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(45);

  private PlatformMonitor() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments file with settings, folder for checkpoints
   */
  public static void main(String... arguments) throws Exception {
    System.setProperty("exposure.log.failures", "warn");
    Configuration platform = new Configuration();
    platform.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    platform.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    platform.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, Path.of(arguments[1]).toUri().toString());
    RunSettings settings =
        RunSettings.ofFile(arguments[0], Files.readString(Path.of(arguments[0])), Instant.now());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, platform);
    LiveJob.onCluster(settings, MonitorFiles.read(settings.monitor())).build(environment);
    environment.execute("exposure-monitor");
  }
}
