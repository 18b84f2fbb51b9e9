package io.exposuremonitor.connectors.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service on this machine that answers every request as it was told last, and remembers what it
 * was asked last. Thread-safe.
 */
public final class LocalService implements AutoCloseable {
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Answer answer;
  private volatile Asked asked = new Asked(new Headers(), new byte[0]);

  /**
   * What to say to whoever asks.
   *
   * @param retryAfter the header, or empty for none
   * @param end how it ends
   */
  private record Answer(int status, String text, String retryAfter, End end) {}

  private enum End {
    WHOLE,
    NO_ANSWER,
    /** The headers promise a body, of which nothing comes. */
    NO_BODY,
    /** The body goes on and on. */
    NO_END
  }

  /** A request as it came. */
  public record Asked(Headers headers, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }
  }

  /** Answers with a status and nothing else. */
  public LocalService(int status) throws IOException {
    answer = new Answer(status, "", "", End.WHOLE);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public void answers(int status, String text) {
    answer = new Answer(status, text, "", End.WHOLE);
  }

  /** Asks to be asked again later. */
  public void answersLater(String retryAfter) {
    answer = new Answer(429, "", retryAfter, End.WHOLE);
  }

  /** Takes requests, and keeps whoever asked waiting. */
  public void answersNothing() {
    answer = new Answer(0, "", "", End.NO_ANSWER);
  }

  /** Says with what status it answers, and keeps whoever asked waiting for the rest. */
  public void answersWithoutBody(int status) {
    answer = new Answer(status, "", "", End.NO_BODY);
  }

  /** Answers with a body that goes on for as long as somebody listens. */
  public void answersWithoutEnd(int status, String text) {
    answer = new Answer(status, text, "", End.NO_END);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The last request. */
  public Asked asked() {
    return asked;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer given = answer;
    asked = new Asked(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
    if (given.end() == End.NO_ANSWER) {
      awaitClosing();
      return;
    }
    if (!given.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", given.retryAfter());
    }
    byte[] text = given.text().getBytes(UTF_8);
    if (given.end() == End.NO_BODY) {
      exchange.sendResponseHeaders(given.status(), 1);
      exchange.getResponseBody().flush();
      awaitClosing();
      return;
    }
    if (given.end() == End.NO_END) {
      exchange.sendResponseHeaders(given.status(), 0);
      while (closing.getCount() > 0) {
        exchange.getResponseBody().write(text);
      }
      return;
    }
    exchange.sendResponseHeaders(given.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
