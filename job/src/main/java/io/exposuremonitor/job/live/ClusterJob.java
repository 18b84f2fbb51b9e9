package io.exposuremonitor.job.live;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The jar's entry class on a cluster: Amazon Managed Service for Apache Flink, which hands over
 * property groups, or any other Flink with {@code --config FILE}. Checkpoints, state backend and
 * restarts are the platform's business; nothing here sets them.
 */
public final class ClusterJob {
  private static final String CONFIG = "--config";

  private ClusterJob() {}

  /**
   * Submits the job.
   *
   * @param arguments nothing for property groups, or {@code --config} and a file, by any URI that
   *     the engine's file systems know
   */
  public static void main(String... arguments) throws Exception {
    RunSettings settings = settings(arguments, InstantSource.system().instant());
    LiveJob job = LiveJob.onCluster(settings, MonitorFiles.read(settings.monitor()));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    job.build(environment);
    environment.execute("exposure-monitor");
  }

  private static RunSettings settings(String[] arguments, Instant now) throws Exception {
    if (arguments.length == 2 && arguments[0].equals(CONFIG)) {
      Path file = new Path(arguments[1]);
      try (FSDataInputStream in = file.getFileSystem().open(file)) {
        return RunSettings.ofFile(
            arguments[1], new String(in.readAllBytes(), StandardCharsets.UTF_8), now);
      }
    }
    Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
    if (groups == null || arguments.length > 0) {
      throw new SettingsException("needs --config FILE, or the property groups of the service");
    }
    return RunSettings.ofPropertyGroups(groups, now);
  }
}
