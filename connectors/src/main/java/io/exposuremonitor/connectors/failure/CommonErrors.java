package io.exposuremonitor.connectors.failure;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Error codes that services of AWS have in common, those of STS among them, which is asked for
 * credentials before a call. The codes are from the API references of the services and their lists
 * of common errors; which kind an error has for a service beyond these is the service's matter.
 */
public final class CommonErrors {
  private static final Set<String> THROTTLING =
      Set.of(
          "LimitExceededException",
          "ThrottlingException",
          "Throttling",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "SlowDown",
          "KMSThrottlingException");

  /** Credentials are renewed and clocks corrected before the next call. */
  private static final Set<String> PASSING =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "RequestTimeoutException");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDeniedException",
          // From STS: the role's trust policy was changed, or STS is disabled in its region.
          "AccessDenied",
          "RegionDisabledException");

  private CommonErrors() {}

  /** The error code of an answer; empty if it has none, as the answer of a proxy. */
  public static Optional<String> code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }

  /** True if there were too many calls. */
  public static boolean isThrottling(AwsServiceException answer) {
    return answer.isThrottlingException() || isOne(answer, THROTTLING);
  }

  /** True for a temporary error, although its status blames the request. */
  public static boolean isPassing(AwsServiceException answer) {
    return answer.isClockSkewException() || isOne(answer, PASSING);
  }

  /** True if the caller is authenticated, but not authorised. */
  public static boolean isDenied(AwsServiceException answer) {
    return isOne(answer, DENIED);
  }

  /** An error without a code, as one within an event stream may be, has a class of that name. */
  private static boolean isOne(AwsServiceException answer, Set<String> codes) {
    return codes.contains(code(answer).orElse(answer.getClass().getSimpleName()));
  }
}
