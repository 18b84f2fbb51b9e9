package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.failure.CommonErrors;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/** Classifies errors of S3 and SQS. */
final class ServiceErrors {
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int PRECONDITION_FAILED = 412;

  /** The caller's credentials are no longer valid: not an error of the object. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidToken",
          "TokenRefreshRequired",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "UnrecognizedClientException");

  private static final Set<String> MISSING =
      Set.of("NoSuchKey", "NoSuchVersion", "NoSuchBucket", "QueueDoesNotExist", "NonExistentQueue");

  /** Temporary 4xx answers. */
  private static final Set<String> PASSING =
      Set.of("KMS.ThrottlingException", "KmsThrottled", "OverLimit");

  /** Prefix of some SQS codes, depending on the protocol. */
  private static final String SQS_PREFIX = "AWS.SimpleQueueService.";

  private ServiceErrors() {}

  /**
   * @param asked what the call requested, for the message
   */
  static TransferException of(SdkException error, String asked) {
    if (!(error instanceof AwsServiceException service)) {
      Kind kind = error instanceof NonRetryableException ? Kind.REFUSED : Kind.RETRYABLE;
      return new TransferException(kind, asked + ": " + Reason.of(error), error);
    }
    String code = CommonErrors.code(service).orElse("HTTP " + service.statusCode());
    boolean isPassing = CommonErrors.isThrottling(service) || CommonErrors.isPassing(service);
    return new TransferException(
        isPassing ? Kind.RETRYABLE : kind(withoutPrefix(code), service.statusCode()),
        asked + ": " + code,
        error);
  }

  private static String withoutPrefix(String code) {
    return code.startsWith(SQS_PREFIX) ? code.substring(SQS_PREFIX.length()) : code;
  }

  private static Kind kind(String code, int status) {
    if (CREDENTIALS.contains(code) || PASSING.contains(code)) {
      return Kind.RETRYABLE;
    }
    if (MISSING.contains(code)) {
      return Kind.MISSING;
    }
    return switch (status) {
      case 404, 410, METHOD_NOT_ALLOWED, PRECONDITION_FAILED -> Kind.MISSING;
      case 408, 409, 429 -> Kind.RETRYABLE;
      default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.RETRYABLE;
    };
  }
}
