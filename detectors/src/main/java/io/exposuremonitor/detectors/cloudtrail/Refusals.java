package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.arn.TableArns;

/** Reads what a refused call was about from the message, where the record doesn't tell. */
final class Refusals {
  private static final String ON_RESOURCE = " on resource: ";

  private Refusals() {}

  /** True for the error codes of calls that were not permitted. */
  static boolean isRefusal(String errorCode) {
    return !errorCode.isEmpty() && errorCode.contains("AccessDenied");
  }

  /** ARN of the one table or stream that a message names, or empty. */
  static String resource(String errorMessage) {
    int at = errorMessage.indexOf(ON_RESOURCE);
    if (at < 0) {
      return "";
    }
    int from = at + ON_RESOURCE.length();
    int space = errorMessage.indexOf(' ', from);
    String arn = space < 0 ? errorMessage.substring(from) : errorMessage.substring(from, space);
    return arn.indexOf('*') < 0 ? TableArns.of(arn) : "";
  }
}
