package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.testing.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final String KEY = "0123456789abcdefghijklmnopqrstuv";
  private static final Letter TRIGGER =
      new Letter("id", 3, Letter.Kind.TRIGGER, 3, "{\"event_action\":\"trigger\"}");
  private static final Letter RESOLVE =
      new Letter("id", 4, Letter.Kind.RESOLVE, 3, "{\"labels\":{}}");

  private LocalService service;

  @BeforeEach
  void start() throws IOException {
    service = new LocalService(202);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private URI url() {
    return service.url("/v2/enqueue");
  }

  private Reply send(Requests requests, Letter letter) {
    return send(requests, letter, Duration.ofSeconds(20));
  }

  private static Reply send(Requests requests, Letter letter, Duration limit) {
    try (HttpService service = new HttpService(requests, () -> NOW, limit)) {
      return service.send(letter).join();
    }
  }

  @Test
  void retriesOnUnfinishedResponseBody() throws IOException {
    try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread responder =
          new Thread(
              () -> {
                try {
                  Socket caller = endless.accept();
                  caller.getInputStream().read(new byte[4_096]);
                  caller
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\n"
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                  throw new UncheckedIOException(closed);
                }
              });
      responder.start();
      URI url = URI.create("http://127.0.0.1:" + endless.getLocalPort() + "/");

      Reply reply = send(new PagerDutyRequests(url, KEY), TRIGGER, Duration.ofMillis(500));

      assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
      assertThat(reply.detail()).isEqualTo("TimeoutException (127.0.0.1:" + url.getPort() + ")");
    }
  }

  @Test
  void retriesAfterAnErrorOverTheResponse() {
    service.answersLater("7");
    Iterator<Instant> times = List.of(NOW).iterator();
    InstantSource failingLater =
        () -> {
          if (!times.hasNext()) {
            throw new StackOverflowError();
          }
          return times.next();
        };

    try (HttpService failing = new HttpService(pagerDuty(), failingLater, Duration.ofSeconds(20))) {
      assertThat(failing.send(TRIGGER).join())
          .isEqualTo(Reply.retry("StackOverflowError (" + url().getAuthority() + ")"));
    }
  }

  private Requests pagerDuty() {
    return new PagerDutyRequests(url(), KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED",
    "202, DELIVERED",
    "301, RETRY",
    "308, RETRY",
    "400, REFUSED",
    "401, RETRY",
    "403, RETRY",
    "404, RETRY",
    "405, RETRY",
    "407, RETRY",
    "408, RETRY",
    "409, REFUSED",
    "410, RETRY",
    "413, REFUSED",
    "415, RETRY",
    "422, REFUSED",
    "425, RETRY",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY"
  })
  void mapsHttpStatusToOutcome(int status, Reply.Outcome expected) {
    service.answers(status, "");
    Reply reply = send(pagerDuty(), TRIGGER);
    assertThat(reply.outcome()).isEqualTo(expected);
    assertThat(reply.detail()).isEqualTo("HTTP " + status);
    assertThat(reply.pause()).isNull();
  }

  /** As PagerDuty answers when the integration was deleted, and when its fault is another. */
  @ParameterizedTest
  @CsvSource({
    "'Invalid routing key', RETRY, 'HTTP 400: wrong key'",
    "'Length of ''routing_key'' is incorrect', RETRY, 'HTTP 400: wrong key'",
    "'''payload.summary'' is missing or blank', REFUSED, HTTP 400"
  })
  void retriesOnKeyThatPagerDutyDoesNotKnow(String error, Reply.Outcome outcome, String detail) {
    service.answers(
        400,
        """
        {"status":"invalid event","message":"Event object is invalid","errors":["%s"]}\
        """
            .formatted(error));
    assertThat(send(pagerDuty(), TRIGGER)).isEqualTo(new Reply(outcome, detail, null));
  }

  /** The answer's words mean nothing with other services. */
  @Test
  void refusesLetterThatWebhookCallsMalformed() {
    service.answers(400, "routing key");
    assertThat(send(new WebhookRequests(url(), "a secret of 16 c"), TRIGGER).outcome())
        .isEqualTo(Reply.Outcome.REFUSED);
  }

  @Test
  void readsOnlyTheBeginningOfResponse() {
    service.answers(400, " ".repeat(4_096) + "routing key");
    assertThat(send(pagerDuty(), TRIGGER).outcome()).isEqualTo(Reply.Outcome.REFUSED);
    service.answersWithoutEnd(400, "routing key");
    assertThat(send(pagerDuty(), TRIGGER, Duration.ofMillis(300)).detail())
        .startsWith("TimeoutException");
  }

  /** The alert arrives once the key is mended; until then, the alarm of the route fires. */
  @Test
  @Timeout(60)
  void routeWithWrongKeyIsBrokenUntilItIsMended() {
    service.answers(403, "");
    try (HttpService soc = new HttpService(pagerDuty(), () -> NOW, Duration.ofSeconds(20))) {
      Outbox outbox = outbox(soc);
      outbox.post("soc", TRIGGER, 0);
      long now = 0;
      while (!outbox.isBroken("soc") && !outbox.isEmpty()) {
        now += 60_000;
        outbox.tick(now);
      }
      assertThat(outbox.waiting("soc")).isOne();

      service.answers(202, "");
      while (!outbox.isEmpty()) {
        now += 60_000;
        outbox.tick(now);
      }
      assertThat(outbox.isBroken("soc")).isFalse();
      assertThat(outbox.isOpen("soc", TRIGGER.key())).isTrue();
    }
  }

  private static Outbox outbox(HttpService soc) {
    return new Outbox(
        Map.of("soc", soc),
        false,
        new SplittableRandom(1),
        new Outbox.Listener() {
          @Override
          public void replied(String route, Letter letter, Reply reply) {
            // The test asks the outbox.
          }

          @Override
          public void dropped(String route, String key) {
            throw new AssertionError(key);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "'Sun, 01 Mar 2026 00:00:20 GMT', 20",
    "'Sat, 01 Mar 2025 00:00:20 GMT', 0",
    "86400, 600",
  })
  void readsRetryAfterAndCapsIt(String value, long seconds) {
    service.answersLater(value);
    assertThat(send(pagerDuty(), TRIGGER).pause()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void ignoresUnreadableRetryAfter() {
    service.answersLater("soon");
    assertThat(send(pagerDuty(), TRIGGER).pause()).isNull();
  }

  @Test
  void retriesOnResponseTimeout() {
    service.answersNothing();
    Reply reply = send(pagerDuty(), TRIGGER, Duration.ofMillis(300));
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(reply.detail()).isEqualTo("TimeoutException (" + url().getAuthority() + ")");
  }

  @Test
  void retriesOnMissingResponseBody() {
    service.answersWithoutBody(202);
    Reply reply = send(pagerDuty(), TRIGGER, Duration.ofMillis(300));
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(reply.detail()).isEqualTo("TimeoutException (" + url().getAuthority() + ")");
  }

  @Test
  void retriesWhenNothingListens() {
    URI address = url();
    service.close();
    Reply reply = send(new PagerDutyRequests(address, KEY), TRIGGER);
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(reply.detail())
        .isEqualTo("ConnectException: nothing listens at 127.0.0.1:" + address.getPort());
  }

  @Test
  void retriesOnConnectionReset() throws Exception {
    try (ServerSocket cutting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread cutter = new Thread(() -> cut(cutting));
      cutter.start();
      URI address = URI.create("http://127.0.0.1:" + cutting.getLocalPort() + "/");
      assertThat(send(new PagerDutyRequests(address, KEY), TRIGGER).outcome())
          .isEqualTo(Reply.Outcome.RETRY);
    }
  }

  private static void cut(ServerSocket server) {
    try (var connection = server.accept()) {
      connection.setSoLinger(true, 0);
      assertThat(connection.getInputStream().read()).isPositive();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Test
  void sendsPagerDutyKeyInBody() throws IOException {
    send(pagerDuty(), TRIGGER);
    JsonNode body = json();
    assertThat(body.get("routing_key").textValue()).isEqualTo(KEY);
    assertThat(body.get("event_action").textValue()).isEqualTo("trigger");
  }

  private @Nullable String header(String name) {
    return service.asked().headers().getFirst(name);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(service.asked().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret\",",
        "s3cret6789abcdefghijklmnopqrstu",
        "s3cret6789abcdefghijklmnopqrstuvw",
        "s3cret6789abcdefghijklmnopqrst\"v"
      })
  void rejectsInvalidRoutingKeyWithoutQuotingIt(String key) {
    assertThatThrownBy(() -> HttpService.pagerDuty(url(), key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void sendsAlertmanagerListWithEndTime() throws IOException {
    send(new AlertmanagerRequests(url()), RESOLVE);
    assertThat(json()).hasSize(1);
    assertThat(json().get(0).get("endsAt").textValue()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(json().get(0).get("labels").isObject()).isTrue();

    send(new AlertmanagerRequests(url()), TRIGGER);
    assertThat(json().get(0).get("endsAt").textValue()).isEqualTo("2026-03-01T04:00:00Z");
  }

  /** Alertmanager forgets alerts when it restarts; the other services would page again. */
  @Test
  void onlyAlertmanagerGetsRepeats() {
    try (HttpService alertmanager = HttpService.alertmanager(url());
        HttpService pagerDuty = HttpService.pagerDuty(url(), KEY);
        HttpService webhook = HttpService.webhook(url(), "a secret of 16 c")) {
      assertThat(alertmanager.repeatEvery()).isEqualTo(Duration.ofMinutes(2));
      assertThat(pagerDuty.repeatEvery()).isNull();
      assertThat(webhook.repeatEvery()).isNull();
    }
  }

  @Test
  void signsWebhooks() throws Exception {
    String secret = "a long and random text";
    send(new WebhookRequests(url(), secret), TRIGGER);

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed =
        mac.doFinal((NOW.getEpochSecond() + "." + TRIGGER.body()).getBytes(StandardCharsets.UTF_8));
    StringBuilder hex = new StringBuilder();
    for (byte one : signed) {
      hex.append(String.format("%02x", one));
    }
    assertThat(service.asked().text()).isEqualTo(TRIGGER.body());
    assertThat(header("X-Exposure-Signature"))
        .isEqualTo("t=" + NOW.getEpochSecond() + ",v1=" + hex);
    assertThat(header("Idempotency-Key")).isEqualTo("id:3:TRIGGER");
  }

  @Test
  void rejectsShortWebhookSecretWithoutQuotingIt() {
    assertThatThrownBy(() -> HttpService.webhook(url(), "tiny"))
        .hasMessageContaining("at least 16")
        .hasMessageNotContaining("tiny");
  }
}
