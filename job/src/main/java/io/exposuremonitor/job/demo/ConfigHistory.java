package io.exposuremonitor.job.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A file that AWS Config writes about a changed table. AWS Config often shares a bucket with
 * CloudTrail. The file contains no calls; the monitor reads it and reports that it is not a log.
 */
final class ConfigHistory {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/M/d", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ConfigHistory() {}

  /** Delivers the file about customers. */
  static void deliver(Trail.Delivery bucket, Instant now) {
    String place = Company.ACCOUNT + "/Config/" + Company.REGION + '/' + FOLDER.format(now);
    String name = Company.ACCOUNT + "_Config_" + Company.REGION + "_ConfigHistory_DynamoDB-Table_";
    String json =
        """
        {"fileVersion":"1.0","configurationItems":[{"configurationItemVersion":"1.3",\
        "configurationItemCaptureTime":"%s","resourceType":"AWS::DynamoDB::Table",\
        "resourceId":"%s","ARN":"%s","awsRegion":"%s"}]}"""
            .formatted(now, Company.CUSTOMERS.name(), Company.CUSTOMERS.arn(), Company.REGION);
    bucket.deliver(
        "AWSLogs/" + place + "/ConfigHistory/" + name + STAMP.format(now) + "_1.json.gz",
        Gzip.of(json.getBytes(StandardCharsets.UTF_8)));
  }
}
