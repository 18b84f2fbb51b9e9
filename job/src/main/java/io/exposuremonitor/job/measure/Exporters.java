package io.exposuremonitor.job.measure;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.remotewrite.RemoteWriteSettings;
import io.exposuremonitor.connectors.remotewrite.RemoteWriter;
import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import io.exposuremonitor.job.engine.ProgramAccess;
import io.exposuremonitor.job.settings.RemoteWriteOptions;
import io.exposuremonitor.job.settings.RunSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the destinations of the metrics. Serialised with the job.
 *
 * @param port on which the task itself serves the metrics, when the process around the job does
 *     not; -1 for none
 * @param address of the interface to listen on
 * @param remoteWrite receiver of remote write, or null
 */
public record Exporters(int port, String address, @Nullable RemoteWriteOptions remoteWrite)
    implements Serializable {
  private static final int NO_PORT = -1;

  /** For a job in a process with its own endpoint, or without one. */
  public static Exporters ofProcess(RunSettings.Metrics settings) {
    return new Exporters(NO_PORT, settings.address(), settings.remoteWrite().orElse(null));
  }

  /** For a job on a cluster, where the task serves the metrics. */
  public static Exporters ofCluster(RunSettings.Metrics settings) {
    return new Exporters(
        settings.port().orElse(NO_PORT), settings.address(), settings.remoteWrite().orElse(null));
  }

  /**
   * Opens the exporters in the task.
   *
   * @param group receives the exporters' own metrics
   * @throws IllegalArgumentException when a secret is missing
   */
  List<Exporter> open(MetricGroup group) {
    List<Exporter> opened = new ArrayList<>();
    opened.add(new ScrapeExporter());
    if (port != NO_PORT) {
      opened.add(new EndpointExporter(address, port));
    }
    RemoteWriteOptions options = remoteWrite;
    if (options != null) {
      opened.add(
          new RemoteWriteExporter(
              PrometheusRegistry.defaultRegistry,
              options.labels().entrySet().stream()
                  .map(label -> new Label(label.getKey(), label.getValue()))
                  .toList(),
              options.interval(),
              RemoteWriter.open(settings(options), group),
              InstantSource.system()));
    }
    return opened;
  }

  private static RemoteWriteSettings settings(RemoteWriteOptions options) {
    String userAgent = ProgramAccess.userAgent();
    AwsAccess access =
        new AwsAccess(
            null,
            null,
            ProgramAccess.identity(options.role(), ""),
            userAgent,
            AwsAccess.Limits.DEFAULT);
    return new RemoteWriteSettings(
        options.url(),
        options.headers(),
        options.region().isEmpty() ? null : access.inRegion(options.region()),
        userAgent,
        RemoteWriteSettings.ANSWER_LIMIT);
  }
}
