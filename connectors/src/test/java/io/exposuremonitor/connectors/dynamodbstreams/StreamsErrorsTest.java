package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class StreamsErrorsTest {
  private static final String ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/ledger/stream/1";

  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException, 400, GONE",
    "TableNotFoundException, 400, GONE",
    "LimitExceededException, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "KMSThrottlingException, 400, THROTTLED",
    "ProvisionedThroughputExceededException, 400, THROTTLED",
    "RequestLimitExceeded, 400, THROTTLED",
    "UnheardOf, 429, THROTTLED",
    "InternalServerError, 500, RETRYABLE",
    "ServiceUnavailable, 503, RETRYABLE",
    "ExpiredIteratorException, 400, RETRYABLE",
    "TrimmedDataAccessException, 400, RETRYABLE",
    "ExpiredTokenException, 400, RETRYABLE",
    "RequestTimeTooSkewed, 400, RETRYABLE",
    "RequestInTheFuture, 400, RETRYABLE",
    "RequestTimeout, 400, RETRYABLE",
    "ResourceInUseException, 400, RETRYABLE",
    "UnheardOf, 502, RETRYABLE",
    "UnheardOf, 0, RETRYABLE",
    "AccessDeniedException, 400, DENIED",
    "AccessDenied, 403, DENIED",
    "RegionDisabledException, 403, DENIED",
    "UnrecognizedClientException, 400, PERMANENT",
    "ValidationException, 400, PERMANENT",
    "InvalidSignatureException, 403, PERMANENT",
    "UnheardOf, 404, PERMANENT",
  })
  void classifiesByErrorCodeAndStatus(String code, int status, Kind kind) {
    var failure = StreamsErrors.classify(ARN, Failures.code(code, status));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(code).hasMessageContaining(ARN);
    assertThat(failure).hasMessageNotContaining("payload");
  }

  @Test
  void classifiesMissingResponseAsRetryable() {
    for (SdkException e :
        new SdkException[] {
          SdkClientException.create("payload", new IOException("reset")),
          ApiCallTimeoutException.create(15_000),
          AbortedException.create("interrupted")
        }) {
      var failure = StreamsErrors.classify(ARN, e);
      assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
      assertThat(failure).hasMessageContaining(ARN).hasMessageNotContaining("payload");
    }
    assertThat(
            StreamsErrors.classify(
                ARN, SdkClientException.create("payload", new IOException("reset"))))
        .hasMessage("no answer about " + ARN + ": IOException: reset");
  }

  @Test
  void namesExceptionClassWhenCodeIsMissing() {
    var bare = DynamoDbException.builder().statusCode(500).message("payload").build();

    assertThat(StreamsErrors.classify(ARN, bare))
        .hasMessage("DynamoDbException (HTTP 500) from " + ARN);
  }

  @Test
  void messageExplainsTooManyReaders() {
    var failure = StreamsErrors.classify(ARN, Failures.tooManyReaders());

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure).hasMessageContaining("more than two readers").hasMessageContaining(ARN);
    assertThat(StreamsErrors.classify(ARN, Failures.code("LimitExceededException", 400)))
        .hasMessageNotContaining("readers");
  }
}
