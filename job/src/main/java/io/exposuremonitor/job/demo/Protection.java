package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Table;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.SSEType;

/**
 * The initial protection of the tables and configuration of the trail: important tables are well
 * protected, reproducible ones not at all.
 */
final class Protection {
  private static final String KEY =
      "arn:aws:kms:"
          + Company.REGION
          + ':'
          + Company.ACCOUNT
          + ":key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private final DynamoDbClient tables;
  private final CloudTrailClient trails;

  Protection(DynamoDbClient tables, CloudTrailClient trails) {
    this.tables = tables;
    this.trails = trails;
  }

  /** Applies all settings. */
  void apply() {
    trails.createTrail(
        create ->
            create
                .name(Company.TRAIL_NAME)
                .s3BucketName(LocalServices.BUCKET)
                .isMultiRegionTrail(true));
    trails.startLogging(start -> start.name(Company.TRAIL));
    AdvancedEventSelector calls = selector("Management", is("eventCategory", "Management"));
    AdvancedEventSelector items =
        selector(
            "Items", is("eventCategory", "Data"), is("resources.type", "AWS::DynamoDB::Table"));
    trails.putEventSelectors(
        put -> put.trailName(Company.TRAIL).advancedEventSelectors(calls, items));
    protect(Company.CUSTOMERS);
    protect(Company.ORDERS);
    String customers = Company.CUSTOMERS.name();
    tables.updateTable(
        update ->
            update
                .tableName(customers)
                .sseSpecification(
                    key -> key.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(KEY)));
    ReplicationGroupUpdate replica =
        ReplicationGroupUpdate.builder()
            .create(create -> create.regionName(Company.OTHER_REGION))
            .build();
    tables.updateTable(update -> update.tableName(customers).replicaUpdates(replica));
    tables.putResourcePolicy(
        put -> put.resourceArn(Company.ORDERS.arn()).policy(forAnalysts(Company.ORDERS)));
  }

  private void protect(Table table) {
    tables.updateContinuousBackups(
        update ->
            update
                .tableName(table.name())
                .pointInTimeRecoverySpecification(
                    recovery -> recovery.pointInTimeRecoveryEnabled(true)));
    tables.updateTable(update -> update.tableName(table.name()).deletionProtectionEnabled(true));
  }

  private static AdvancedEventSelector selector(String name, AdvancedFieldSelector... fields) {
    return AdvancedEventSelector.builder().name(name).fieldSelectors(fields).build();
  }

  private static AdvancedFieldSelector is(String field, String value) {
    return AdvancedFieldSelector.builder().field(field).equalsValue(value).build();
  }

  /** A policy that grants access only to the company's own principals. */
  private static String forAnalysts(Table table) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
    "Principal":{"AWS":"arn:aws:iam::%s:role/shop-analyst"},\
    "Action":"dynamodb:Query","Resource":"%s"}]}"""
        .formatted(Company.ACCOUNT, table.arn());
  }
}
