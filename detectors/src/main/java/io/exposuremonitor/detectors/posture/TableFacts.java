package io.exposuremonitor.detectors.posture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inventory's snapshot of a table. Stored as state. Holds names and numbers only.
 *
 * @param table the table's ARN
 * @param time time of the snapshot, epoch milliseconds
 * @param sizeBytes its size, which DynamoDB updates about every six hours
 * @param itemCount its number of items, likewise
 * @param billing {@code PAY_PER_REQUEST} or {@code PROVISIONED}
 * @param key ARN of the KMS key; empty for a key owned by DynamoDB
 * @param encryption whose key it is
 * @param pointInTimeRecovery state of point-in-time recovery
 * @param deletionProtection state of deletion protection
 * @param stream view type of the change stream, such as {@code NEW_AND_OLD_IMAGES}; empty if it is
 *     off
 * @param replicas Regions of its replicas, sorted
 * @param policy whether it has a resource policy
 * @param foreign those that it grants access to, as {@link ForeignAccess#of} lists them
 * @param sent whether its changes go to Kinesis streams
 * @param destinations ARNs of these streams, sorted
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
  /** The state of a setting. */
  public enum Switch {
    /** It could not be read. */
    UNKNOWN,
    OFF,
    ON;

    /** The state for a flag; null means unknown. */
    public static Switch of(@Nullable Boolean on) {
      if (on == null) {
        return UNKNOWN;
      }
      return on ? ON : OFF;
    }
  }

  /** Whose key a table is encrypted with. */
  public enum Encryption {
    /** A key owned by DynamoDB, invisible to the customer: the default. */
    OWNED_BY_AWS,
    /** The account's {@code aws/dynamodb} key, which cannot be disabled or shared. */
    MANAGED_BY_AWS,
    /** A customer managed key. */
    CUSTOMER,
    /** A KMS key whose manager is unknown. */
    KMS
  }

  /** This snapshot with the foreign accounts replaced. */
  public TableFacts withForeignAccounts(List<String> others) {
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
