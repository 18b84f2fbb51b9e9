package io.exposuremonitor.connectors.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.emulators.KinesisLocal;
import io.exposuremonitor.emulators.S3Local;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the ports through the AWS SDK against emulators. */
class EmulatedOutputTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/findings";

  @Test
  void putsRecordsWithTheirPartitionKeys() {
    KinesisLocal.missing().ifPresent(reason -> assumeTrue(false, reason));
    try (KinesisLocal kinesis = KinesisLocal.start()) {
      AwsAccess access = AwsAccess.emulator(kinesis.endpoint(), "eu-west-1");
      try (AwsClients clients = new AwsClients(access, () -> {});
          KinesisClient client = clients.blocking(KinesisClient.builder());
          KinesisPort port = new KinesisPort(STREAM, access)) {
        assertThat(port.put(List.of(new Line("a", 0, "x"))).join())
            .as("no stream yet")
            .extracting(Reply::outcome)
            .containsExactly(Reply.Outcome.RETRY);

        client.createStream(create -> create.streamName("findings").shardCount(1));
        while (client
                .describeStreamSummary(describe -> describe.streamName("findings"))
                .streamDescriptionSummary()
                .streamStatus()
            != StreamStatus.ACTIVE) {
          LockSupport.parkNanos(20_000_000);
        }
        assertThat(port.put(List.of(new Line("a", 0, "one"), new Line("b", 0, "two"))).join())
            .extracting(Reply::outcome)
            .containsExactly(Reply.Outcome.DELIVERED, Reply.Outcome.DELIVERED);

        String iterator =
            client
                .getShardIterator(
                    get ->
                        get.streamName("findings")
                            .shardId("shardId-000000000000")
                            .shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        List<Record> records = client.getRecords(get -> get.shardIterator(iterator)).records();
        assertThat(records).extracting(Record::partitionKey).containsExactly("a", "b");
        assertThat(records)
            .extracting(record -> record.data().asUtf8String())
            .containsExactly("one", "two");
      }
    }
  }

  @Test
  void storesObjectsUnchanged() {
    byte[] bytes = {31, -117, 8, 0, 1, 2, 3};
    try (S3Local s3 = S3Local.start()) {
      AwsAccess access = AwsAccess.emulator(s3.endpoint(), "us-east-1");
      try (AwsClients clients = new AwsClients(access, () -> {});
          S3Client client =
              clients.blocking(
                  S3Client.builder()
                      .forcePathStyle(true)
                      .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
          S3Port port = new S3Port("findings", access)) {
        assertThat(port.put("a/b.gz", bytes).join().outcome())
            .as("no bucket yet")
            .isEqualTo(Reply.Outcome.RETRY);

        client.createBucket(create -> create.bucket("findings"));
        assertThat(port.put("a/b.gz", bytes).join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);
        assertThat(port.put("a/b.gz", bytes).join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);

        assertThat(
                client.getObjectAsBytes(get -> get.bucket("findings").key("a/b.gz")).asByteArray())
            .isEqualTo(bytes);
      }
    }
  }

  @Test
  void retriesWhenConnectionIsRefused() {
    AwsAccess nowhere = AwsAccess.emulator(URI.create("http://127.0.0.1:1"), "us-east-1");
    try (S3Port port = new S3Port("findings", nowhere);
        KinesisPort stream = new KinesisPort(STREAM, nowhere)) {
      assertThat(port.put("a", new byte[] {1}).join().outcome()).isEqualTo(Reply.Outcome.RETRY);
      assertThat(stream.put(List.of(new Line("a", 0, "x"))).join().get(0).outcome())
          .isEqualTo(Reply.Outcome.RETRY);
    }
  }
}
