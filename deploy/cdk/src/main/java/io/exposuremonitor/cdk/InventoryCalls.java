package io.exposuremonitor.cdk;

import java.util.List;

/** The AWS calls of an inventory. None returns an item. */
final class InventoryCalls {
  static final List<String> OF_TABLES =
      List.of(
          "dynamodb:DescribeTable",
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeKinesisStreamingDestination",
          "dynamodb:GetResourcePolicy");

  static final List<String> OF_KEYS = List.of("kms:DescribeKey");

  static final List<String> OF_TRAILS =
      List.of("cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors");

  /** Includes trails of an organisation, which belong to another account. */
  static final String TRAILS = "arn:aws:cloudtrail:*:*:trail/*";

  static final String LIST_OF_TABLES = "dynamodb:ListTables";
  static final String LIST_OF_TRAILS = "cloudtrail:DescribeTrails";

  private InventoryCalls() {}
}
