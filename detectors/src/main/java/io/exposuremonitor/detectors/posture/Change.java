package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ways in which the protection of a table can worsen. Each has values: what the property is
 * now. A property that is a set, such as the destinations, has those that were added. Stored as
 * state; constants may be added, never removed or renamed.
 */
public enum Change {
  /** Point-in-time recovery was switched off. */
  RECOVERY_OFF(Comparison.RECOVERY_REMOVED),
  /** Deletion protection was switched off. */
  PROTECTION_OFF(Comparison.RECOVERY_REMOVED),
  /** A key that AWS manages, or whose manager is unknown, replaced the customer's. */
  KEY_OF_AWS(Comparison.ENCRYPTION_WEAKENED),
  /** A foreign account's key replaced the customer's. */
  KEY_FOREIGN(Comparison.ENCRYPTION_WEAKENED),
  /** Another key of the customer replaced the one before. */
  KEY_REPLACED(Comparison.ENCRYPTION_WEAKENED),
  /** The resource policy grants access to further principals, as {@link ForeignAccess} has them. */
  GRANTED(Comparison.POLICY_FOREIGN),
  /** There are replicas in further Regions. */
  REPLICATED(Comparison.NEW_REGION),
  /** The change stream was switched on; its value is the view type. */
  STREAM_ON(Comparison.STREAM_ENABLED),
  /** The change stream contains whole items, as it did not before. */
  STREAM_WIDENED(Comparison.STREAM_ENABLED),
  /** Changes go to further Kinesis streams, given by ARN. */
  SENT(Comparison.KINESIS_DESTINATION);

  private final String finding;

  Change(String finding) {
    this.finding = finding;
  }

  /** Id of the finding that rules raise for the calls that make such a change. */
  String finding() {
    return finding;
  }

  Level level(List<String> values) {
    return switch (this) {
      case RECOVERY_OFF, PROTECTION_OFF, KEY_FOREIGN, REPLICATED, SENT -> Level.HIGH;
      case GRANTED ->
          values.stream().allMatch(ForeignAccess::isService) ? Level.HIGH : Level.CRITICAL;
      case KEY_OF_AWS, STREAM_ON, STREAM_WIDENED -> Level.MEDIUM;
      case KEY_REPLACED -> Level.LOW;
    };
  }

  /**
   * The change as a clause: {@code point-in-time recovery of `orders` was switched off}.
   *
   * @param table the table's name
   */
  String clause(String table, List<String> values) {
    return switch (this) {
      case RECOVERY_OFF -> "point-in-time recovery of " + table + " was switched off";
      case PROTECTION_OFF -> "deletion protection of " + table + " was switched off";
      case KEY_OF_AWS -> keyReplaced(table, "one that AWS manages");
      case KEY_FOREIGN ->
          keyReplaced(table, "a key of the foreign account " + Arns.account(values.get(0)));
      case KEY_REPLACED -> keyReplaced(table, "another key");
      case GRANTED -> "the resource policy of " + table + " grants access to " + grantees(values);
      case REPLICATED -> table + " is replicated to " + notApproved(values);
      case STREAM_ON -> "the change stream of " + table + " was switched on";
      case STREAM_WIDENED -> "the change stream of " + table + " now contains whole items";
      case SENT -> "changes of " + table + " are sent to " + notApproved(values);
    };
  }

  private static String keyReplaced(String table, String by) {
    return "the key that encrypts " + table + " was replaced by " + by;
  }

  private static String grantees(List<String> ids) {
    return ids.contains("*")
        ? "everyone"
        : ids.stream().map(Change::grantee).collect(Collectors.joining(", "));
  }

  private static String grantee(String id) {
    return ForeignAccess.isService(id) ? id + " for any account" : id;
  }

  private static String notApproved(List<String> places) {
    return String.join(", ", places)
        + (places.size() == 1 ? ", which is" : ", which are")
        + " not approved";
  }
}
