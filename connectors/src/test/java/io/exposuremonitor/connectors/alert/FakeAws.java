package io.exposuremonitor.connectors.alert;

import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that answers as a service of AWS would, as far as a test says so. */
final class FakeAws implements AutoCloseable {
  /** What is answered. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  /** What was asked. */
  record Asked(String path, String authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  FakeAws(Function<Asked, Answer> service) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Asked now =
              new Asked(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          asked.add(now);
          Answer answer = service.apply(now);
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          answer.headers().forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  AwsAccess access() {
    AwsAccess.Limits usual = AwsAccess.Limits.DEFAULT;
    return AwsAccess.emulator(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "eu-west-1")
        .within(
            new AwsAccess.Limits(
                usual.connect(), usual.attempt(), usual.call(), 1, usual.connections()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
