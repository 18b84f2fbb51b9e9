package io.exposuremonitor.connectors.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.alert.Reply.Outcome;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.testing.LocalService;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ports make of answers that no emulator gives. */
class PortsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/findings";
  private static final String CBOR = "aws.cborEnabled";
  private static final List<Line> LINES =
      List.of(new Line("a", 0, "1"), new Line("b", 0, "2"), new Line("c", 0, "3"));

  private LocalService service;
  private AwsAccess access;

  @BeforeEach
  void start() throws IOException {
    // So that an answer can be written as text.
    System.setProperty(CBOR, "false");
    service = new LocalService(200);
    AwsAccess emulator = AwsAccess.emulator(service.url("/"), "eu-west-1");
    AwsAccess.Limits usual = emulator.limits();
    access =
        emulator.within(
            new AwsAccess.Limits(
                usual.connect(), usual.attempt(), usual.call(), 1, usual.connections()));
  }

  @AfterEach
  void stop() {
    System.clearProperty(CBOR);
    service.close();
  }

  @Test
  void repliesToEachRecord() {
    service.answers(
        200,
        """
        {"FailedRecordCount": 2, "Records": [
          {"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "rate"},
          {"SequenceNumber": "1", "ShardId": "shardId-000000000000"},
          {"ErrorCode": "InternalFailure", "ErrorMessage": "later"}]}
        """);
    try (KinesisPort port = new KinesisPort(STREAM, access)) {
      List<Reply> replies = port.put(LINES).join();
      assertThat(replies)
          .extracting(Reply::outcome)
          .containsExactly(Outcome.RETRY, Outcome.DELIVERED, Outcome.RETRY);
      assertThat(replies.get(0).detail()).startsWith("ProvisionedThroughputExceededException");
    }
  }

  @Test
  void failedCallIsReplyToEachRecord() {
    service.answers(500, "{}");
    try (KinesisPort port = new KinesisPort(STREAM, access)) {
      assertThat(port.put(LINES).join())
          .extracting(Reply::outcome)
          .containsExactly(Outcome.RETRY, Outcome.RETRY, Outcome.RETRY);
    }
  }

  @Test
  void objectsCarryTheirTypeAndChecksum() throws NoSuchAlgorithmException {
    byte[] bytes = {31, -117, 8, 0};
    try (S3Port port = new S3Port("findings", access)) {
      assertThat(port.put("a.gz", bytes).join().outcome()).isEqualTo(Outcome.DELIVERED);
    }
    assertThat(service.asked().body()).isEqualTo(bytes);
    assertThat(service.asked().headers().getFirst("Content-Type")).isEqualTo("application/gzip");
    assertThat(service.asked().headers().getFirst("x-amz-checksum-sha256"))
        .isEqualTo(
            Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }
}
