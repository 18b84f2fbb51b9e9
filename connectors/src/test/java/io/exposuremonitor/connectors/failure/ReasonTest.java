package io.exposuremonitor.connectors.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.sns.SnsClient;

class ReasonTest {
  private static final URI PLACE = URI.create("http://user:token@127.0.0.1:9093/secret?key=token");

  @Test
  void explainsMissingCredentialsAndRegion() {
    assertThat(
            Reason.of(
                SdkClientException.create(
                    "Unable to load credentials from any of the providers in the chain"
                        + " AwsCredentialsProviderChain(credentialsProviders=[...])")))
        .isEqualTo(
            "no AWS credentials found (environment, profile, web identity, container or instance"
                + " role)");
    assertThat(
            Reason.of(SdkClientException.create("Unable to load region from any of the providers")))
        .startsWith("no AWS region found");
  }

  @Test
  void namesRootCauseOfNetworkFailures() {
    assertThat(
            Reason.of(
                SdkClientException.create(
                    "Unable to execute", new UnknownHostException("kinesis.eu-wes-1: unknown"))))
        .isEqualTo("UnknownHostException: kinesis.eu-wes-1: unknown");
    assertThat(Reason.of(ApiCallTimeoutException.create(15_000)))
        .startsWith("ApiCallTimeoutException: ")
        .contains("15000");
    assertThat(Reason.of(new CompletionException(new SocketException("Connection reset"))))
        .isEqualTo("SocketException: Connection reset");
  }

  @Test
  void namesOnlyHostAndPortOfUrl() {
    assertThat(Reason.of(new ConnectException(), PLACE))
        .isEqualTo("ConnectException: nothing listens at 127.0.0.1:9093");
    assertThat(Reason.of(new IllegalStateException("token"), PLACE))
        .isEqualTo("IllegalStateException (127.0.0.1:9093)");
    assertThat(Reason.of(new IOException("no answer from " + PLACE + " in time")))
        .isEqualTo("IOException: no answer from 127.0.0.1:9093 in time");
  }

  /** Uses the message of the real client. */
  @Test
  void namesHostThatRefusesConnection() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    AwsAccess access =
        AwsAccess.emulator(URI.create("http://127.0.0.1:" + port), "eu-west-1")
            .within(
                new AwsAccess.Limits(
                    Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(9), 1, 1));
    try (AwsClients clients = new AwsClients(access, () -> {});
        SnsClient client = clients.blocking(SnsClient.builder())) {
      client.listTopics();
    } catch (SdkClientException refused) {
      assertThat(Reason.of(refused))
          .contains("ConnectException", "127.0.0.1:" + port, "refused")
          .doesNotContain("http://");
      return;
    }
    throw new AssertionError("somebody answered");
  }

  /** A parser quotes the input it can't read, and so does an exception that wraps it. */
  @Test
  void omitsMessagesThatMayQuoteContent() {
    JsonProcessingException quoting = null;
    try {
      new ObjectMapper().readTree("{\"Records\": [ marker ]}");
    } catch (JsonProcessingException e) {
      quoting = e;
    }
    assertThat(quoting).hasMessageContaining("marker");
    assertThat(Reason.of(SdkClientException.create("Unable to unmarshall: marker", quoting)))
        .isEqualTo("SdkClientException");
    assertThat(Reason.of(new ProtocolException("Invalid status line: marker")))
        .isEqualTo("ProtocolException");
    assertThat(Reason.of(new IOException("unreadable answer", quoting)))
        .isEqualTo("IOException: unreadable answer");
  }

  @Test
  void namesErrorCodeOfResponse() {
    assertThat(
            Reason.of(
                KinesisException.builder()
                    .statusCode(400)
                    .awsErrorDetails(
                        AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .errorMessage("marker")
                            .build())
                    .build()))
        .isEqualTo("AccessDeniedException (HTTP 400)");
  }

  @Test
  void isSingleShortLine() {
    assertThat(Reason.of(new IOException("first\nsecond"))).isEqualTo("IOException: first");
    assertThat(Reason.of(new IOException("x".repeat(1_000)))).hasSize(Reason.LONGEST);
  }
}
