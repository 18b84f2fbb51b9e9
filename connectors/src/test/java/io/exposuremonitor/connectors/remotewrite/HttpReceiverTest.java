package io.exposuremonitor.connectors.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsAccess.Identity;
import io.exposuremonitor.connectors.remotewrite.Receiver.Answer;
import io.exposuremonitor.connectors.remotewrite.Receiver.Outcome;
import io.exposuremonitor.connectors.testing.LocalService;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReceiverTest {
  private LocalService service;

  @BeforeEach
  void start() throws IOException {
    service = new LocalService(204);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private URI url() {
    return service.url("/api/v1/write");
  }

  private Answer write(Duration limit) {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(url(), Map.of(), null, "monitor/1", limit);
    try (HttpReceiver receiver = new HttpReceiver(settings, Clock.systemUTC())) {
      return receiver.write(new byte[] {1, 2, 3});
    }
  }

  @Test
  void sendsBodyAndHeadersOfTheSpecification() {
    assertThat(write(Duration.ofSeconds(10)).outcome()).isEqualTo(Outcome.WRITTEN);

    assertThat(service.asked().body()).containsExactly(1, 2, 3);
    assertThat(service.asked().headers())
        .containsEntry("Content-type", List.of("application/x-protobuf"))
        .containsEntry("Content-encoding", List.of("snappy"))
        .containsEntry("X-prometheus-remote-write-version", List.of("0.1.0"))
        .containsEntry("User-agent", List.of("monitor/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', WRITTEN",
    "202, '', WRITTEN",
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
  void mapsResponsesToOutcomes(int code, String text, Outcome expected) {
    service.answers(code, text);

    Answer result = write(Duration.ofSeconds(10));

    assertThat(result.outcome()).isEqualTo(expected);
    assertThat(result.detail()).isEqualTo("remote write: HTTP " + code);
    assertThat(result.pause()).isNull();
  }

  @Test
  void honoursRetryAfterHeader() {
    service.answersLater("7");

    assertThat(write(Duration.ofSeconds(10)).pause()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void retriesWhenTheReceiverDoesNotAnswer() {
    service.answersNothing();

    assertThat(write(Duration.ofMillis(200)).outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void retriesWhenTheBodyNeverArrives() {
    service.answersWithoutBody(200);

    assertThat(write(Duration.ofMillis(200)).outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void readsOnlyTheBeginningOfAnEndlessBody() {
    service.answersWithoutEnd(400, "out of order ");

    assertThat(write(Duration.ofSeconds(10)).outcome()).isEqualTo(Outcome.KNOWN);
  }

  @Test
  void retriesWhenTheConnectionIsRefused() {
    service.close();

    assertThat(write(Duration.ofSeconds(10)).outcome()).isEqualTo(Outcome.RETRY);
  }

  /** Otherwise a writer that is closed would go on retrying. */
  @Test
  void staysInterrupted() {
    service.answersNothing();
    Thread.currentThread().interrupt();

    Outcome outcome = write(Duration.ofSeconds(10)).outcome();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isEqualTo(Outcome.RETRY);
  }

  /** Secrets can't be checked where a job is only submitted. */
  @Test
  void checksOnlyHeadersFromTheEnvironmentBeforehand() {
    String secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token";
    HttpReceiver.checkHeaders(Map.of("Authorization", secret, "X-Scope-OrgID", "env:PATH"));

    assertThatThrownBy(
            () -> HttpReceiver.checkHeaders(Map.of("Token", "env:EXPOSURE_NO_SUCH_VARIABLE")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Samples that can't be signed for a while are not given up: nothing refused them. */
  @Test
  void retriesWhileItCannotSign() {
    System.setProperty("aws.endpointUrlSts", service.url("/sts").toString());
    System.setProperty("aws.accessKeyId", "ENVIRONMENT");
    System.setProperty("aws.secretAccessKey", "secret");
    service.answers(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
    AwsAccess access =
        AwsAccess.DEFAULT
            .inRegion("eu-west-1")
            .as(new Identity.Role("arn:aws:iam::111122223333:role/writer", null, "monitor"));
    RemoteWriteSettings settings =
        new RemoteWriteSettings(url(), Map.of(), access, "monitor/1", Duration.ofSeconds(10));
    try (HttpReceiver receiver = new HttpReceiver(settings, Clock.systemUTC())) {
      assertThat(receiver.write(new byte[] {1}).outcome()).isEqualTo(Outcome.RETRY);
      assertThat(service.asked().text()).contains("Action=AssumeRole");
    } finally {
      System.clearProperty("aws.endpointUrlSts");
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void rejectsHeaderWithoutValue() {
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
  void rejectsInvalidHeaderWithoutRevealingItsValue() {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(
            url(), Map.of("Host", "env:PATH"), null, "monitor/1", Duration.ofSeconds(10));

    assertThatThrownBy(() -> new HttpReceiver(settings, Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("Host can't be sent with what is at env:PATH")
        .message()
        .doesNotContain(System.getenv("PATH"));
  }

  @Test
  void takesHeaderValuesFromTheEnvironment() {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(
            url(), Map.of("X-Scope-OrgID", "env:PATH"), null, "monitor/1", Duration.ofSeconds(10));
    try (HttpReceiver receiver = new HttpReceiver(settings, Clock.systemUTC())) {
      receiver.write(new byte[0]);
    }

    assertThat(service.asked().headers())
        .containsEntry("X-scope-orgid", List.of(System.getenv("PATH")));
  }
}
