package io.exposuremonitor.detectors.posture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory saw of a table. State: stored as it is. Holds names and numbers only.
 *
 * @param table the table's ARN
 * @param time when it was looked at, epoch milliseconds
 * @param sizeBytes its size, as DynamoDB counted it within the last six hours
 * @param itemCount its items, likewise
 * @param billing {@code PAY_PER_REQUEST} or {@code PROVISIONED}
 * @param key ARN of the KMS key; empty for the key that DynamoDB owns
 * @param encryption whose key it is
 * @param pointInTimeRecovery whether it is on
 * @param deletionProtection whether it is on
 * @param stream what the change stream shows, such as {@code NEW_AND_OLD_IMAGES}; empty when it is
 *     off
 * @param replicas regions of replicas, sorted
 * @param policy whether it has a resource policy
 * @param foreign who is let in by it and is not ours, sorted: account ids, {@code *} for everyone
 * @param sent whether its changes go to Kinesis streams
 * @param destinations ARNs of these, sorted
 */
public record TableFacts(
    String table,
    long time,
    long sizeBytes,
    long itemCount,
    String billing,
    String key,
    Encryption encryption,
    Switch pointInTimeRecovery,
    Switch deletionProtection,
    String stream,
    List<String> replicas,
    Switch policy,
    List<String> foreign,
    Switch sent,
    List<String> destinations) {
  /** Whether something is on. */
  public enum Switch {
    /** It could not be looked at. */
    UNKNOWN,
    OFF,
    ON;

    /** The state of something that may be null for unknown. */
    public static Switch of(@Nullable Boolean on) {
      return on == null ? UNKNOWN : on ? ON : OFF;
    }
  }

  /** Whose key a table is encrypted with. */
  public enum Encryption {
    /** DynamoDB's own, which nobody sees: the default. */
    OWNED_BY_AWS,
    /** The account's {@code aws/dynamodb}, which nobody can take away. */
    MANAGED_BY_AWS,
    /** One of the customer's. */
    CUSTOMER,
    /** A key of KMS; whose, may not be known. */
    KMS
  }

  /** The same, with whom its resource policy lets in worked out. */
  public TableFacts lettingIn(List<String> others) {
    return new TableFacts(
        table,
        time,
        sizeBytes,
        itemCount,
        billing,
        key,
        encryption,
        pointInTimeRecovery,
        deletionProtection,
        stream,
        replicas,
        policy,
        others,
        sent,
        destinations);
  }
}
