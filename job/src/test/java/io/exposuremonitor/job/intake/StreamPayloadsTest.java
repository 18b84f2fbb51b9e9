package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.kinesis.KinesisPayload;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPayloadsTest {
  private static final ShardKey SHARD =
      new ShardKey("arn:aws:kinesis:eu-west-1:123456789012:stream/trail", "shardId-000000000000");

  private StreamPayloads<KinesisPayload> decoder;

  @BeforeEach
  void open() {
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    decoder = new StreamPayloads<>(decoders, decoders::itemChanges, KinesisPayload::data);
    decoder.open();
  }

  @Test
  void recognisesEnvelopesByContent() throws IOException {
    DecodedBatch batch =
        decode(
            bytes(scan("raw")),
            bytes(
                """
                {"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.dynamodb",
                "detail":%s}
                """
                    .formatted(scan("eventbridge"))),
            gzip(
                """
                {"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"g","logStream":"s",
                "subscriptionFilters":["f"],"logEvents":[{"id":"1","timestamp":1,"message":"%s"}]}
                """
                    .formatted(scan("subscription").replace("\"", "\\\""))),
            gzip(
                """
                {"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"",
                "subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1,
                "message":"CWL CONTROL MESSAGE: Checking health of destination"}]}
                """));

    assertThat(batch.activities())
        .extracting(Activity::eventId)
        .containsExactly("raw", "eventbridge", "subscription");
    assertThat(batch.records()).isEqualTo(3);
    assertThat(batch.skipped())
        .extracting(SkippedInput::reason)
        .containsExactly(SkipReason.CONTROL_MESSAGE);
  }

  @Test
  void takesAccountOfItemChangeTableFromStream() {
    DecodedBatch batch =
        decode(
            bytes(
                """
                {"awsRegion":"eu-west-1","eventID":"b015b5f0","eventName":"INSERT",
                "userIdentity":null,"recordFormat":"application/json","tableName":"orders",
                "dynamodb":{"ApproximateCreationDateTime":1764150000123,"Keys":{"id":{"S":"7"}},
                "NewImage":{"id":{"S":"7"}},"SizeBytes":9},"eventSource":"aws:dynamodb"}
                """));

    assertThat(batch.itemChanges().get(0).header().table().arn())
        .isEqualTo("arn:aws:dynamodb:eu-west-1:123456789012:table/orders");
    assertThat(batch.newest(0)).isEqualTo(1_764_150_000_123L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"eventSource\":", "{\"eventSource\":Scan}", "eventSource", "\0\1\2"})
  void reportsUndecodableRecordAndDecodesTheRest(String broken) {
    DecodedBatch batch = decode(bytes(broken), bytes(scan("good")));

    assertThat(batch.activities()).extracting(Activity::eventId).containsExactly("good");
    assertThat(batch.skipped()).hasSize(1);
    assertThat(batch.skipped().get(0).source()).isEqualTo(SHARD.stream());
    assertThat(batch.skipped().get(0).detail())
        .startsWith("shardId-000000000000 record 0, ")
        .doesNotContain("eventSource");
    assertThat(batch.skipped().get(0).isLoss()).isTrue();
  }

  private DecodedBatch decode(byte[]... payloads) {
    List<ShardCursor.Entry<KinesisPayload>> entries = new ArrayList<>();
    for (int i = 0; i < payloads.length; i++) {
      String sequence = Integer.toString(i);
      entries.add(
          new ShardCursor.Entry<>(
              new KinesisPayload(payloads[i], "key", sequence, KinesisPayload.WHOLE),
              new Position.AfterSequence(sequence),
              0,
              payloads[i].length));
    }
    return decoder.decode(SHARD, entries);
  }

  private static String scan(String eventId) {
    return "{\"eventVersion\":\"1.10\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":"
        + "\"arn:aws:iam::123456789012:user/u\",\"accountId\":\"123456789012\",\"userName\":\"u\"},"
        + "\"eventTime\":\"2025-11-26T10:00:00Z\",\"eventSource\":\"dynamodb.amazonaws.com\","
        + "\"eventName\":\"Scan\",\"awsRegion\":\"eu-west-1\",\"requestParameters\":{\"tableName\":"
        + "\"orders\"},\"eventID\":\""
        + eventId
        + "\",\"recipientAccountId\":\"123456789012\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes(text));
    }
    return compressed.toByteArray();
  }
}
