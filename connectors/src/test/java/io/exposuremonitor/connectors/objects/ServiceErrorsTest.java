package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ServiceErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "NoSuchKey, 404, MISSING",
    "NoSuchVersion, 404, MISSING",
    "NoSuchBucket, 404, MISSING",
    "MethodNotAllowed, 405, MISSING",
    "PreconditionFailed, 412, MISSING",
    "QueueDoesNotExist, 400, MISSING",
    "AWS.SimpleQueueService.NonExistentQueue, 400, MISSING",
    "AccessDenied, 403, REFUSED",
    "InvalidObjectState, 403, REFUSED",
    "KMS.DisabledException, 400, REFUSED",
    "ExpiredToken, 400, RETRYABLE",
    "InvalidAccessKeyId, 403, RETRYABLE",
    "RequestTimeTooSkewed, 403, RETRYABLE",
    "SlowDown, 503, RETRYABLE",
    "Throttling, 400, RETRYABLE",
    "RequestThrottled, 403, RETRYABLE",
    "KMS.ThrottlingException, 400, RETRYABLE",
    "KMSThrottlingException, 400, RETRYABLE",
    "KmsThrottled, 400, RETRYABLE",
    "AWS.SimpleQueueService.KmsThrottled, 400, RETRYABLE",
    "OverLimit, 403, RETRYABLE",
    "AWS.SimpleQueueService.OverLimit, 403, RETRYABLE",
    "RequestTimeout, 400, RETRYABLE",
    "KmsAccessDenied, 400, REFUSED",
    "InternalError, 500, RETRYABLE",
    "OperationAborted, 409, RETRYABLE",
    ", 502, RETRYABLE",
    ", 403, REFUSED"
  })
  void classifiesErrorByCodeAndStatus(String code, int status, Kind kind) {
    TransferException error =
        ServiceErrors.of(
            (S3Exception)
                S3Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build(),
            "s3://trail/a");

    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error).hasMessage("s3://trail/a: " + (code == null ? "HTTP " + status : code));
  }

  @Test
  void classifiesConnectionFailureAsRetryable() {
    TransferException error =
        ServiceErrors.of(
            SdkClientException.create("content", new ConnectException("refused")), "s3://trail/a");

    assertThat(error.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(error).hasMessage("s3://trail/a: ConnectException: refused");
  }

  @Test
  void classifiesNonRetryableClientErrorAsRefused() {
    assertThat(ServiceErrors.of(NonRetryableException.create("bad endpoint"), "x").kind())
        .isEqualTo(Kind.REFUSED);
  }
}
