package io.exposuremonitor.job.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The demo's page, on the loopback interface only. It loads nothing from elsewhere. It answers only
 * requests for its own host name, so a web site whose name resolves to this machine gets nothing.
 */
final class DemoPage implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String LOOPBACK = "127.0.0.1";

  private record Answer(String type, Supplier<String> content) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Answer> answers;
  private final Set<String> names;

  private DemoPage(HttpServer server, Supplier<String> state, String policy) {
    this.server = server;
    int port = server.getAddress().getPort();
    names = Set.of(LOOPBACK + ':' + port, "localhost:" + port);
    answers =
        Map.of(
            "/", new Answer("text/html", () -> resource("page.html")),
            "/page.css", new Answer("text/css", () -> resource("page.css")),
            "/page.js", new Answer("text/javascript", () -> resource("page.js")),
            "/state", new Answer("application/json", state),
            "/policy", new Answer("text/plain", () -> policy));
    threads = Executors.newFixedThreadPool(2, DaemonThreads.named("page"));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @param state provides the page's content as JSON
   * @param policy the policy's text
   * @throws IOException when the port is not available; the message names it
   */
  static DemoPage open(int port, Supplier<String> state, String policy) throws IOException {
    try {
      return new DemoPage(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0),
          state,
          policy);
    } catch (IOException refused) {
      // No cause is passed on, because people see the last message of a chain.
      throw new IOException("can't serve the page at port " + port + ": " + refused.getMessage());
    }
  }

  /** URL of the page. */
  URI url() {
    return URI.create("http://" + LOOPBACK + ':' + server.getAddress().getPort() + '/');
  }

  /** A resource of this package as text. */
  static String resource(String name) {
    try (InputStream in = DemoPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      @Nullable Answer answer = answers.get(exchange.getRequestURI().getPath());
      if (!names.contains(exchange.getRequestHeaders().getFirst("Host"))) {
        exchange.sendResponseHeaders(421, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, answer);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] content = answer.content().get().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, content.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
