package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.arn.TableArns;

/**
 * Determines the resource of a denied call from the error message if the record does not contain
 * it.
 */
final class Refusals {
  private static final String ON_RESOURCE = " on resource: ";

  private Refusals() {}

  /** ARN of the only table or stream in a message, or empty. */
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
