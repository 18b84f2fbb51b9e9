package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.failure.CommonErrors;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * Classifies failed calls. Unknown 4xx answers of the service are permanent: repeating an invalid
 * request for ever would look like reading.
 *
 * <p>Codes of the service: the API reference of Kinesis.
 */
final class KinesisErrors {
  /** Temporary 4xx answers, resolved by a new iterator or token, or by waiting. */
  private static final Set<String> PASSING =
      Set.of(
          "ExpiredIteratorException",
          "ExpiredNextTokenException",
          "ResourceInUseException",
          "InternalFailureException");

  /** Errors of one stream's key: other streams may be readable. */
  private static final Set<String> DENIED =
      Set.of(
          "KMSAccessDeniedException",
          "KMSDisabledException",
          "KMSInvalidStateException",
          "KMSNotFoundException",
          "KMSOptInRequired");

  private KinesisErrors() {}

  /**
   * The port's exception, with its kind, the service's error code or the reason why there is none,
   * and the ARN.
   */
  static StreamException of(Throwable failure, String arn) {
    Throwable cause = unwrap(failure);
    return cause instanceof StreamException translated
        ? translated
        : new StreamException(kind(cause), message(cause, arn), cause);
  }

  private static String message(Throwable cause, String arn) {
    return cause instanceof AwsServiceException
        ? code(cause) + " from " + arn
        : "no answer about " + arn + ": " + Reason.of(cause);
  }

  static Kind kind(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof AwsServiceException answer) {
      return kindOf(answer);
    }
    if (cause instanceof NonRetryableException) {
      return Kind.PERMANENT;
    }
    return cause instanceof SdkClientException
            || cause instanceof IOException
            || cause instanceof TimeoutException
        ? Kind.RETRYABLE
        : Kind.PERMANENT;
  }

  /** The service's error code; the exception's name when the service did not answer. */
  static String code(Throwable failure) {
    Throwable cause = unwrap(failure);
    String name = cause.getClass().getSimpleName();
    return cause instanceof AwsServiceException answer
        ? CommonErrors.code(answer).orElse(name)
        : name;
  }

  /** The failure without the wrappers of the client's futures. */
  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static Kind kindOf(AwsServiceException answer) {
    String code = code(answer);
    if (CommonErrors.isThrottling(answer)) {
      return Kind.THROTTLED;
    }
    if (answer instanceof ResourceNotFoundException) {
      return Kind.GONE;
    }
    if (DENIED.contains(code) || CommonErrors.isDenied(answer)) {
      return Kind.DENIED;
    }
    return PASSING.contains(code) || CommonErrors.isPassing(answer) || answer.statusCode() >= 500
        ? Kind.RETRYABLE
        : Kind.PERMANENT;
  }
}
