package io.exposuremonitor.connectors.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.remotewrite.Receiver.Answer;
import io.exposuremonitor.connectors.remotewrite.Receiver.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReceiverTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 204;
  private volatile String answer = "";
  private volatile String retryAfter = "";
  private volatile boolean silent;
  private volatile Map<String, List<String>> headers = Map.of();
  private volatile byte[] body = new byte[0];

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/v1/write", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    headers = Map.copyOf(exchange.getRequestHeaders());
    body = exchange.getRequestBody().readAllBytes();
    if (silent) {
      try {
        release.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    byte[] text = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    if (text.length > 0) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write");
  }

  private Answer write(Duration limit) {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(url(), Map.of(), null, "monitor/1", limit);
    try (HttpReceiver receiver = new HttpReceiver(settings, Clock.systemUTC())) {
      return receiver.write(new byte[] {1, 2, 3});
    }
  }

  @Test
  void sendsWhatTheSpecificationAsksFor() {
    assertThat(write(Duration.ofSeconds(10)).outcome()).isEqualTo(Outcome.WRITTEN);

    assertThat(body).containsExactly(1, 2, 3);
    assertThat(headers)
        .containsEntry("Content-type", List.of("application/x-protobuf"))
        .containsEntry("Content-encoding", List.of("snappy"))
        .containsEntry("X-prometheus-remote-write-version", List.of("0.1.0"))
        .containsEntry("User-agent", List.of("monitor/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', WRITTEN",
    "429, '', RETRY",
    "500, '', RETRY",
    "503, 'out of order', RETRY",
    "400, 'err: out of order sample', KNOWN",
    "400, 'user=1: err-mimir-sample-out-of-order', KNOWN",
    "400, 'duplicate sample for timestamp', KNOWN",
    "400, 'out of bounds', REFUSED",
    "400, 'invalid label name', REFUSED",
    "401, '', REFUSED",
    "403, '', REFUSED",
    "404, '', REFUSED",
    "413, 'out of order', REFUSED",
    "302, '', REFUSED"
  })
  void takesAnAnswerForWhatItMeans(int code, String text, Outcome expected) {
    status = code;
    answer = text;

    Answer result = write(Duration.ofSeconds(10));

    assertThat(result.outcome()).isEqualTo(expected);
    assertThat(result.detail()).isEqualTo("remote write: HTTP " + code);
    assertThat(result.pause()).isNull();
  }

  @Test
  void waitsForAsLongAsItIsAskedTo() {
    status = 429;
    retryAfter = "7";

    assertThat(write(Duration.ofSeconds(10)).pause()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoeverDoesNotAnswerIsTriedAgain() {
    silent = true;

    assertThat(write(Duration.ofMillis(200)).outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void whoeverIsNotThereIsTriedAgain() {
    server.stop(0);

    assertThat(write(Duration.ofSeconds(10)).outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void aHeaderWithoutAValueIsNamedAtOnce() {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(
            url(),
            Map.of("Authorization", "env:EXPOSURE_NO_SUCH_VARIABLE"),
            null,
            "monitor/1",
            Duration.ofSeconds(10));

    assertThatThrownBy(() -> new HttpReceiver(settings, Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metrics.remote-write.headers: nothing at env:EXPOSURE_NO_SUCH_VARIABLE");
  }

  @Test
  void headersComeFromTheEnvironment() {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(
            url(), Map.of("X-Scope-OrgID", "env:PATH"), null, "monitor/1", Duration.ofSeconds(10));
    try (HttpReceiver receiver = new HttpReceiver(settings, Clock.systemUTC())) {
      receiver.write(new byte[0]);
    }

    assertThat(headers).containsEntry("X-scope-orgid", List.of(System.getenv("PATH")));
  }
}
