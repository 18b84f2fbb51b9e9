package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observed facts about a table. A fact that could not be determined is null, and its call is
 * among {@code unknown}.
 *
 * @param arn the table's ARN
 * @param time when the table was inspected, epoch milliseconds
 * @param sizeBytes as reported by DynamoDB, which updates it about every six hours
 * @param itemCount likewise
 * @param billing {@code PAY_PER_REQUEST} or {@code PROVISIONED}
 * @param key ARN of the KMS key; empty for the key that DynamoDB owns
 * @param keyManager {@code AWS} or {@code CUSTOMER}; empty where DynamoDB owns the key
 * @param pointInTimeRecovery whether it is on
 * @param deletionProtection whether it is on
 * @param stream the change stream's view type, such as {@code NEW_AND_OLD_IMAGES}; empty when it is
 *     off
 * @param replicas regions of replicas, without its own, sorted
 * @param resourcePolicy JSON; empty when there is none
 * @param destinations ARNs of the Kinesis streams to which changes are sent, sorted
 * @param unknown names of the calls that were refused or failed
 */
public record TableReport(
    String arn,
    long time,
    long sizeBytes,
    long itemCount,
    String billing,
    String key,
    @Nullable String keyManager,
    @Nullable Boolean pointInTimeRecovery,
    boolean deletionProtection,
    String stream,
    List<String> replicas,
    @Nullable String resourcePolicy,
    @Nullable List<String> destinations,
    List<String> unknown) {}
