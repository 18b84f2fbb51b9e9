package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a table. What could not be looked at is null, and its call is among {@code
 * unknown}.
 *
 * @param arn the table's ARN
 * @param time when it was looked at, epoch milliseconds
 * @param sizeBytes as DynamoDB has it, refreshed about every six hours
 * @param itemCount likewise
 * @param billing {@code PAY_PER_REQUEST} or {@code PROVISIONED}
 * @param key ARN of the KMS key; empty for the key that DynamoDB owns
 * @param keyManager {@code AWS} or {@code CUSTOMER}; empty where DynamoDB owns the key
 * @param pointInTimeRecovery whether it is on
 * @param deletionProtection whether it is on
 * @param stream what the change stream shows, such as {@code NEW_AND_OLD_IMAGES}; empty when it is
 *     off
 * @param replicas regions of replicas, without its own, sorted
 * @param resourcePolicy JSON; empty when there is none
 * @param destinations ARNs of the Kinesis streams that changes are sent to, sorted
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
