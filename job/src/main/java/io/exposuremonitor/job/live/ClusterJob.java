package io.exposuremonitor.job.live;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jar's entry point on a cluster: Amazon Managed Service for Apache Flink, which provides
 * property groups, or any other Flink with {@code --config FILE}. Checkpoints, state backend and
 * restarts are configured by the platform, never here.
 */
public final class ClusterJob {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterJob.class);
  private static final String CONFIG = "--config";
  private static final String ENGINES = "-D";

  private ClusterJob() {}

  /**
   * Submits the job.
   *
   * @param arguments empty to use property groups, or {@code --config} and a file, by any URI that
   *     the engine's file systems support. Arguments from the first {@code -D} on belong to the
   *     engine: the scripts of some versions append its memory options to the job's arguments
   */
  public static void main(String... arguments) throws Exception {
    RunSettings settings = settings(own(arguments), InstantSource.system().instant());
    LiveJob job = job(settings, MonitorFiles.readUnchecked(settings.monitor()));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    job.build(environment);
    environment.execute("exposure-monitor");
  }

  /**
   * Creates the job. If policy and rules are watched, invalid ones don't prevent that, because only
   * the cluster knows whether there is state with a valid policy.
   */
  private static LiveJob job(RunSettings settings, MonitorSettings monitor)
      throws PolicyException, RuleException {
    try {
      monitor.loadRules(monitor.loadPolicy());
      return LiveJob.onCluster(settings, monitor);
    } catch (PolicyException | RuleException invalid) {
      if (!MonitorFiles.areWatched(settings.monitor())) {
        throw invalid;
      }
      LOG.error(
          "invalid policy or rules; using the policy restored from state, if any: {}",
          invalid.getMessage());
      return LiveJob.onClusterWithRestoredPolicy(settings, monitor);
    }
  }

  private static List<String> own(String... arguments) {
    return Stream.of(arguments).takeWhile(argument -> !argument.startsWith(ENGINES)).toList();
  }

  private static RunSettings settings(List<String> arguments, Instant now) throws Exception {
    if (arguments.size() == 2 && arguments.get(0).equals(CONFIG)) {
      Path file = new Path(arguments.get(1));
      try (FSDataInputStream in = file.getFileSystem().open(file)) {
        return RunSettings.ofFile(
            arguments.get(1), new String(in.readAllBytes(), StandardCharsets.UTF_8), now);
      }
    }
    Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
    if (groups == null || !arguments.isEmpty()) {
      throw new SettingsException("needs --config FILE, or the property groups of the service");
    }
    return RunSettings.ofPropertyGroups(groups, now);
  }
}
