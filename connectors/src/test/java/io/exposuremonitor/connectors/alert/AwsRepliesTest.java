package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.SnsException;

class AwsRepliesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidInput",
        "InvalidInputException",
        "InvalidParameter",
        "InvalidParameterException",
        "InvalidParameterValue",
        "InvalidParameterValueException",
        "ParameterValueInvalid",
        "ValidationError",
        "ValidationException"
      })
  void errorOfLetterIsFinalUnlessServiceFailed(String code) {
    assertThat(AwsReplies.of(code, 400, null, NOW).outcome()).isEqualTo(Reply.Outcome.REFUSED);
    assertThat(AwsReplies.of(code, 500, null, NOW).outcome()).isEqualTo(Reply.Outcome.RETRY);
  }

  @ParameterizedTest
  @CsvSource({"413, REFUSED", "400, RETRY", "403, RETRY", "404, RETRY", "500, RETRY"})
  void withoutCodeOnlyTooLargeIsFinal(int status, Reply.Outcome expected) {
    Reply reply = AwsReplies.of(null, status, "7", NOW);
    assertThat(reply.outcome()).isEqualTo(expected);
    assertThat(reply.detail()).isEqualTo("HTTP " + status);
    assertThat(reply.pause()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void retriesFailureWithoutDetails() {
    Reply reply = AwsReplies.of(SnsException.builder().statusCode(400).build(), NOW);
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(reply.detail()).isEqualTo("SnsException (HTTP 400)");
  }
}
