package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.failure.CommonErrors;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Classifies failed calls. The codes are from the API reference: the calls' own pages. */
public final class StreamsErrors {
  private static final Set<String> GONE =
      Set.of("ResourceNotFoundException", "TableNotFoundException");

  /** Temporary, although the status blames the request. */
  private static final Set<String> PASSING =
      Set.of(
          // The cursor renews iterators; should one expire elsewhere, the next read renews it.
          "ExpiredIteratorException",
          "TrimmedDataAccessException",
          // The stream is being enabled or disabled.
          "ResourceInUseException");

  /** Part of the service's message when a shard has more readers than it allows. */
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
    if (CommonErrors.isThrottling(e)) {
      return Kind.THROTTLED;
    }
    if (CommonErrors.isDenied(e)) {
      return Kind.DENIED;
    }
    // An answer without a status did not come from the service, but from a proxy, or is broken.
    boolean request = e.statusCode() >= 400 && e.statusCode() < 500;
    return !request || PASSING.contains(code) || CommonErrors.isPassing(e)
        ? Kind.RETRYABLE
        : Kind.PERMANENT;
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
    return CommonErrors.code(e).orElse(e.getClass().getSimpleName());
  }
}
