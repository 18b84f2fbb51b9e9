package io.exposuremonitor.job.measure;

import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP endpoint that the task opens on its TaskManager. If the port is in use, perhaps by the
 * task's predecessor, opening is retried with each tick: metrics never stop detection.
 */
final class EndpointExporter implements Exporter {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointExporter.class);

  private final FailureLog failures = new FailureLog(LOG);
  private final String address;
  private final int port;
  private @Nullable MetricsEndpoint endpoint;

  /**
   * @param port 0 for any free one, which is logged
   */
  EndpointExporter(String address, int port) {
    this.address = address;
    this.port = port;
  }

  @Override
  public void export(List<Measured> all, long now) {
    if (endpoint == null) {
      try {
        endpoint = MetricsEndpoint.open(address, port);
        LOG.info("metrics at {}", endpoint.url());
      } catch (IOException taken) {
        failures.failed(taken.getMessage());
      }
    }
  }

  @Override
  public void close() {
    if (endpoint != null) {
      endpoint.close();
    }
  }
}
