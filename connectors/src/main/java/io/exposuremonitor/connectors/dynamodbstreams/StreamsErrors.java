package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What to do about a failed call. The codes are those of the API reference's pages of the calls,
 * and of "Common Errors".
 */
public final class StreamsErrors {
  private static final Set<String> GONE =
      Set.of("ResourceNotFoundException", "TableNotFoundException");

  private static final Set<String> THROTTLED =
      Set.of(
          "LimitExceededException",
          "ThrottlingException",
          "Throttling",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "SlowDown");

  /** The caller is known, and may not do this. */
  private static final Set<String> DENIED =
      Set.of("AccessDeniedException", "AccessDenied", "RegionDisabledException");

  /** Passing, though the status says that the request was wrong. */
  private static final Set<String> PASSING =
      Set.of(
          // Both are the cursor's to mend; should one come another way, the next read mends it.
          "ExpiredIteratorException",
          "TrimmedDataAccessException",
          // Credentials and clocks are renewed before the next call.
          "ExpiredTokenException",
          "ExpiredToken",
          "RequestExpired",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "RequestTimeoutException",
          // It is being enabled or disabled.
          "ResourceInUseException");

  /** The service's words when a shard has more readers than it allows. */
  private static final String TOO_MANY_READERS = "more than 2 processes";

  private StreamsErrors() {}

  /**
   * Makes a call and translates its failure.
   *
   * @param of ARN or name that the call is about
   * @throws StreamException when it fails; its kind says what to do
   */
  public static <T> T translate(String of, Supplier<T> call) throws StreamException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw classify(of, e);
    }
  }

  static StreamException classify(String of, SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return new StreamException(Kind.RETRYABLE, "no answer about " + of + ": " + Reason.of(e), e);
    }
    return new StreamException(kind(service), message(of, service), e);
  }

  private static Kind kind(AwsServiceException e) {
    String code = code(e);
    if (GONE.contains(code)) {
      return Kind.GONE;
    }
    if (THROTTLED.contains(code) || e.isThrottlingException()) {
      return Kind.THROTTLED;
    }
    if (DENIED.contains(code)) {
      return Kind.DENIED;
    }
    // An answer without a status is none of the service's: a proxy's, or a broken one.
    boolean request = e.statusCode() >= 400 && e.statusCode() < 500;
    return !request || PASSING.contains(code) ? Kind.RETRYABLE : Kind.PERMANENT;
  }

  private static String message(String of, AwsServiceException e) {
    if (tooManyReaders(e)) {
      return "LimitExceededException from "
          + of
          + ": more than two readers on one shard, of which this is one. Another consumer's"
          + " reads are taken from ours and ours from theirs";
    }
    return code(e) + " (HTTP " + e.statusCode() + ") from " + of;
  }

  private static boolean tooManyReaders(AwsServiceException e) {
    return code(e).equals("LimitExceededException")
        && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(TOO_MANY_READERS);
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? e.getClass().getSimpleName() : code;
  }
}
