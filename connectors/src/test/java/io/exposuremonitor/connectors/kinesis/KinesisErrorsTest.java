package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class KinesisErrorsTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";

  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException, 400, THROTTLED",
    "LimitExceededException, 400, THROTTLED",
    "KMSThrottlingException, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "TooManyRequestsException, 429, THROTTLED",
    "SomethingNew, 429, THROTTLED",
    "ExpiredIteratorException, 400, RETRYABLE",
    "ExpiredNextTokenException, 400, RETRYABLE",
    "ResourceInUseException, 400, RETRYABLE",
    "ExpiredTokenException, 400, RETRYABLE",
    "ExpiredToken, 403, RETRYABLE",
    "RequestTimeTooSkewed, 403, RETRYABLE",
    "InternalFailureException, 500, RETRYABLE",
    "ServiceUnavailable, 503, RETRYABLE",
    "AccessDeniedException, 400, DENIED",
    "AccessDenied, 403, DENIED",
    "RegionDisabledException, 403, DENIED",
    "UnrecognizedClientException, 400, PERMANENT",
    "InvalidSignatureException, 400, PERMANENT",
    "KMSAccessDeniedException, 400, DENIED",
    "KMSDisabledException, 400, DENIED",
    "KMSInvalidStateException, 400, DENIED",
    "KMSNotFoundException, 400, DENIED",
    "KMSOptInRequired, 400, DENIED",
    "ValidationException, 400, PERMANENT",
    "InvalidArgumentException, 400, PERMANENT",
    "SomethingNew, 400, PERMANENT"
  })
  void classifiesServiceErrors(String code, int status, Kind kind) {
    Throwable failure = answer(KinesisException.builder(), code, status);

    assertThat(KinesisErrors.kind(failure)).isEqualTo(kind);
    assertThat(KinesisErrors.kind(new CompletionException(failure))).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("clientFailures")
  void classifiesClientFailures(Throwable failure, Kind kind) {
    assertThat(KinesisErrors.kind(failure)).isEqualTo(kind);
  }

  @Test
  void classifiesErrorWithoutCodeByItsClass() {
    assertThat(KinesisErrors.kind(LimitExceededException.builder().message("slow down").build()))
        .isEqualTo(Kind.THROTTLED);
  }

  static Stream<Arguments> clientFailures() {
    return Stream.of(
        arguments(SdkClientException.create("connection reset"), Kind.RETRYABLE),
        arguments(ApiCallTimeoutException.create(1), Kind.RETRYABLE),
        arguments(ApiCallAttemptTimeoutException.create(1), Kind.RETRYABLE),
        arguments(new IOException("closed"), Kind.RETRYABLE),
        arguments(NonRetryableException.create("bad endpoint"), Kind.PERMANENT),
        arguments(new IllegalStateException("a bug"), Kind.PERMANENT));
  }

  @Test
  void classifiesMissingResourceAsGone() {
    Throwable failure =
        answer(ResourceNotFoundException.builder(), "ResourceNotFoundException", 400);

    assertThat(KinesisErrors.kind(failure)).isEqualTo(Kind.GONE);
  }

  @Test
  void namesOnlyCodeAndArnInMessages() {
    Throwable failure = answer(KinesisException.builder(), "AccessDeniedException", 400);

    assertThat(KinesisErrors.of(failure, ARN))
        .hasMessage("AccessDeniedException from " + ARN)
        .hasCause(failure);
  }

  @Test
  void namesCauseInMessagesWithoutAnAnswer() {
    Throwable failure = SdkClientException.create("words", new IOException("reset"));

    assertThat(KinesisErrors.of(failure, ARN))
        .hasMessage("no answer about " + ARN + ": IOException: reset");
  }

  private static Throwable answer(KinesisException.Builder failure, String code, int status) {
    return failure
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("words").build())
        .build();
  }
}
