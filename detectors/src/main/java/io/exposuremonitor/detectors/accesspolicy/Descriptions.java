package io.exposuremonitor.detectors.accesspolicy;

import java.util.List;
import java.util.Locale;

/**
 * Evaluates which patterns of actions hold nothing but actions of DynamoDB and Kinesis that tell
 * about tables and streams, and never return or change an item, a record or a setting.
 */
final class Descriptions {
  /** In lower case; what follows, even a wildcard, can only be another description or list. */
  private static final List<String> BEGINNINGS =
      List.of("dynamodb:describe", "dynamodb:list", "kinesis:describe", "kinesis:list");

  private static final List<String> NAMES =
      List.of("dynamodb:getresourcepolicy", "kinesis:getresourcepolicy");

  private Descriptions() {}

  static boolean holds(String pattern) {
    String action = pattern.toLowerCase(Locale.ROOT);
    return NAMES.contains(action) || BEGINNINGS.stream().anyMatch(action::startsWith);
  }
}
