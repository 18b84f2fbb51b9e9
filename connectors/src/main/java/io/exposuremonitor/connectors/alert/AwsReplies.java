package io.exposuremonitor.connectors.alert;

import io.exposuremonitor.connectors.failure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Maps AWS errors to replies. Only errors of the letter itself are final. Errors that an operator
 * can fix, such as a missing permission, topic or key, or a hub that is not enabled, are retried:
 * the alert must still arrive once they are fixed.
 */
public final class AwsReplies {
  private static final int TOO_LARGE = 413;
  private static final Set<String> OF_THE_LETTER =
      Set.of(
          "InvalidInput",
          "InvalidInputException",
          "InvalidParameter",
          "InvalidParameterException",
          "InvalidParameterValue",
          "InvalidParameterValueException",
          "ParameterValueInvalid",
          "ValidationError",
          "ValidationException");

  private AwsReplies() {}

  /** The reply to a failed call; any failure other than an answer of the service is retried. */
  public static Reply of(RuntimeException failure, Instant now) {
    if (!(failure instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
      return Reply.retry(Reason.of(failure));
    }
    String code = service.awsErrorDetails().errorCode();
    @Nullable String pause =
        service.awsErrorDetails().sdkHttpResponse() == null
            ? null
            : service
                .awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .orElse(null);
    return of(code, service.statusCode(), pause, now);
  }

  /**
   * The reply for an unsuccessful answer.
   *
   * @param code of the error, or null when the answer has none
   * @param retryAfter the header's value, or null
   */
  public static Reply of(
      @Nullable String code, int status, @Nullable String retryAfter, Instant now) {
    String detail = code == null ? "HTTP " + status : code + " (HTTP " + status + ')';
    boolean wrong = status == TOO_LARGE || (status < 500 && isOfTheLetter(code));
    @Nullable Duration pause = retryAfter == null ? null : RetryAfter.read(retryAfter, now);
    return new Reply(wrong ? Reply.Outcome.REFUSED : Reply.Outcome.RETRY, detail, pause);
  }

  /** True when an error is about the letter itself. */
  static boolean isOfTheLetter(@Nullable String code) {
    return code != null && OF_THE_LETTER.contains(code);
  }
}
