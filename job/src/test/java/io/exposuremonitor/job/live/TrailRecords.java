package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.kinesis.Aggregates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** CloudTrail records of Scan calls, in all of their envelopes. */
public final class TrailRecords {
  private TrailRecords() {}

  /** One page of a scan. */
  public static String scan(String eventId, String user, String table, Instant time) {
    return call(eventId, user, table, time, "Scan", "{\"tableName\":\"" + table + "\"}");
  }

  /** A PartiQL statement that reads one item. */
  static String statement(String eventId, String user, String table, Instant time) {
    String statement = "SELECT * FROM \\\"" + table + "\\\" WHERE id = ?";
    return call(
        eventId, user, table, time, "ExecuteStatement", "{\"statement\":\"" + statement + "\"}");
  }

  private static String call(
      String eventId, String user, String table, Instant time, String name, String parameters) {
    return "{\"eventVersion\":\"1.10\",\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDA\","
        + "\"arn\":\"arn:aws:iam::123456789012:user/"
        + user
        + "\",\"accountId\":\"123456789012\",\"userName\":\""
        + user
        + "\"},\"eventTime\":\""
        + time.truncatedTo(ChronoUnit.SECONDS)
        + "\",\"eventSource\":\"dynamodb.amazonaws.com\",\"eventName\":\""
        + name
        + "\",\"awsRegion\":"
        + "\"eu-west-1\",\"sourceIPAddress\":\"192.0.2.7\",\"userAgent\":\"aws-cli/2.24.5\","
        + "\"requestParameters\":"
        + parameters
        + ",\"responseElements\":null,\"eventID\":\""
        + eventId
        + "\",\"readOnly\":true,\"resources\":[{\"accountId\":\"123456789012\",\"type\":"
        + "\"AWS::DynamoDB::Table\",\"ARN\":\"arn:aws:dynamodb:eu-west-1:123456789012:table/"
        + table
        + "\"}],\"eventType\":\"AwsApiCall\",\"managementEvent\":false,\"recipientAccountId\":"
        + "\"123456789012\",\"eventCategory\":\"Data\"}";
  }

  public static byte[] raw(String trailRecord) {
    return trailRecord.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] eventBridge(String trailRecord) {
    return raw(
        "{\"version\":\"0\",\"id\":\"x\",\"detail-type\":\"AWS API Call via CloudTrail\","
            + "\"source\":\"aws.dynamodb\",\"account\":\"123456789012\",\"resources\":[],\"detail\":"
            + trailRecord
            + "}");
  }

  /** A CloudWatch Logs subscription's payload. */
  public static byte[] subscription(List<String> trailRecords) {
    return gzip(
        "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"123456789012\",\"logGroup\":\"trail\","
            + "\"logStream\":\"s\",\"subscriptionFilters\":[\"f\"],\"logEvents\":["
            + trailRecords.stream()
                .map(
                    text ->
                        "{\"id\":\"1\",\"timestamp\":1,\"message\":\""
                            + text.replace("\"", "\\\"")
                            + "\"}")
                .collect(Collectors.joining(","))
            + "]}");
  }

  /** An aggregate of the Kinesis Producer Library. */
  public static byte[] aggregate(List<String> trailRecords) {
    return Aggregates.of(trailRecords.toArray(String[]::new));
  }

  /** A log file as it lies in the trail's bucket. */
  public static byte[] logFile(List<String> trailRecords) {
    return gzip("{\"Records\":[" + String.join(",", trailRecords) + "]}");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(raw(text));
    } catch (IOException e) {
      throw new IllegalStateException("memory can't fail to be written to", e);
    }
    return compressed.toByteArray();
  }
}
