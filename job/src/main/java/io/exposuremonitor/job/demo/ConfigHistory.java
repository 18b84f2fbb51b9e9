package io.exposuremonitor.job.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPOutputStream;

/**
 * A file that AWS Config writes into a bucket that it shares with CloudTrail, as is common: about
 * each table that was changed. It is no log of calls; the monitor reads it, and reports that it is
 * not one.
 */
final class ConfigHistory {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/M/d").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

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
        pack(json));
  }

  private static byte[] pack(String json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail to be written to", e);
    }
    return bytes.toByteArray();
  }
}
