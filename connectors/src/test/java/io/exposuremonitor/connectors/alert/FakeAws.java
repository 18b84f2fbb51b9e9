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

/** A server that takes the place of an AWS service and answers as a test specifies. */
final class FakeAws implements AutoCloseable {
  /** A response of the service. */
  record Response(int status, Map<String, String> headers, String body) {
    static Response of(int status, String body) {
      return new Response(status, Map.of(), body);
    }
  }

  /** A request to the service. */
  record Request(String path, String authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  FakeAws(Function<Request, Response> service) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Request request =
              new Request(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          requests.add(request);
          Response response = service.apply(request);
          byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
          response.headers().forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  List<Request> requests() {
    return List.copyOf(requests);
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
