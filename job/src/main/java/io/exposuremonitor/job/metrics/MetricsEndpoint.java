package io.exposuremonitor.job.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.exporter.httpserver.HttpErrorHandlingPolicy;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the process's metrics to Prometheus until it is closed. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static final String PATH = "/metrics";

  private final HTTPServer server;
  private final URI url;

  private MetricsEndpoint(HTTPServer server, URI url) {
    this.server = server;
    this.url = url;
  }

  /**
   * Starts to listen.
   *
   * @param address host name or address of the interface
   * @param port 0 for any free one
   * @throws IOException when it is not available; the message names it
   */
  public static MetricsEndpoint open(String address, int port) throws IOException {
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getByName(address))
              .port(port)
              .registry(PrometheusRegistry.defaultRegistry)
              .metricsHandlerPath(PATH)
              .errorHandlingPolicy(
                  HttpErrorHandlingPolicy.builder()
                      .errorReporter(failure -> LOG.warn("metrics scrape failed", failure))
                      .build())
              .buildAndStart();
      String host = address.contains(":") ? '[' + address + ']' : address;
      return new MetricsEndpoint(
          server, URI.create("http://" + host + ':' + server.getPort() + PATH));
    } catch (IOException refused) {
      // Without a cause, because the last message of a chain is the one that people see.
      throw new IOException(
          "can't serve metrics at " + address + ':' + port + ": " + refused.getMessage());
    }
  }

  /** The URL to scrape. */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    server.close();
  }
}
