package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.detectors.consumer.ConsumerIds;
import io.exposuremonitor.detectors.consumer.LeaseSighting;
import io.exposuremonitor.detectors.consumer.StreamUse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.kinesis.common.UserAgentUtils;

class ReadLeasesTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/indexer";
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
  private static final LeaseReading READING =
      new LeaseReading(
          TABLE,
          "indexer",
          true,
          1_763_769_700_000L,
          List.of(new StreamLeases(STREAM, 1, 0, 0, 1, 0), new StreamLeases("", 1, 0, 0, 1, 0)));

  @Test
  void emitsUsesOfKnownStreamsOnly() {
    List<StreamUse> uses = ReadLeases.uses(READING);

    assertThat(uses).hasSize(1);
    assertThat(uses.get(0).kind()).isEqualTo(StreamUse.Kind.APPLICATION);
    assertThat(uses.get(0).source()).isEqualTo(STREAM);
    assertThat(uses.get(0).application()).isEqualTo("indexer");
    assertThat(uses.get(0).slot()).isEqualTo(1_763_769_600_000L);
  }

  @Test
  void attributesLeaseTableToItsAccount() {
    LeaseSighting sighting = ReadLeases.sighting(READING);

    assertThat(sighting.table()).isEqualTo(TABLE);
    assertThat(sighting.named()).isTrue();
    assertThat(sighting.actor().id()).isEqualTo("111122223333");
    assertThat(sighting.region()).isEqualTo("eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TABLE,
        "arn:aws:dynamodb:us-east-1:123456789012:table/a",
        "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders-projection",
        "arn:aws:dynamodb:eu-central-1:123456789012:table/x-1",
        "arn:aws:dynamodb:eu-central-1:123456789012:table/x-2"
      })
  void matchesConsumerIdOfKinesisClientLibrary(String table) {
    String userAgent =
        "amazon-kinesis-client-library-java-" + UserAgentUtils.getConsumerId(table) + "/3.5.1";

    assertThat(ConsumerIds.inUserAgent(userAgent)).isEqualTo(ConsumerIds.ofLeaseTable(table));
  }
}
