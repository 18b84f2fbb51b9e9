package io.exposuremonitor.job.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives the demo's alerts as an Alertmanager would, and discards them. */
final class OnCall implements AutoCloseable {
  private static final String ALERTS = "/api/v2/alerts";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newSingleThreadExecutor(DaemonThreads.named("on call"));

  private OnCall(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext(ALERTS, OnCall::take);
    server.start();
  }

  /**
   * Starts to listen on the loopback interface.
   *
   * @throws IOException if no port is available
   */
  static OnCall open() throws IOException {
    return new OnCall(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** The monitor's route to it as a section of a settings file in YAML. */
  String alerts() {
    return """
    alerts:
      on-call:
        type: alertmanager
        url: http://127.0.0.1:%s%s
    """
        .formatted(server.getAddress().getPort(), ALERTS);
  }

  private static void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 200 : 405, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
