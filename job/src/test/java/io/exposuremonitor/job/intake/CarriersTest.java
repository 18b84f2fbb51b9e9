package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriersTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
  private static final long TIME = 1_763_769_600_000L;

  private final Carriers carriers = new Carriers();

  @Test
  void reportsStreamOfItemChangesOnceAnHour() {
    StreamUse use = carriers.of(changes(STREAM, TIME));

    assertThat(use).isNotNull();
    assertThat(use.kind()).isEqualTo(StreamUse.Kind.DESTINATION);
    assertThat(use.source()).isEqualTo(STREAM);
    assertThat(use.start()).isEqualTo(TIME);
    assertThat(carriers.of(changes(STREAM, TIME + 3_599_000))).isNull();
    assertThat(carriers.of(changes(STREAM, TIME + 3_600_000))).isNotNull();
    assertThat(carriers.of(changes(STREAM + "-2", TIME))).isNotNull();
  }

  @Test
  void ignoresOtherRecordsAndOtherSources() {
    DecodedBatch empty = DecodedBatch.of(List.of());

    assertThat(carriers.of(empty)).isNull();
    assertThat(carriers.of(changes("", TIME))).isNull();
  }

  private static DecodedBatch changes(String carrier, long time) {
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    BatchCollector collector = new BatchCollector("test", decoders.itemChanges());
    byte[] json =
        ("{\"awsRegion\":\"eu-west-1\",\"eventID\":\"1\",\"eventName\":\"INSERT\",\"tableName\":\"orders\","
                + "\"dynamodb\":{\"ApproximateCreationDateTime\":"
                + time
                + ",\"Keys\":{\"id\":{\"S\":\"a\"}},\"NewImage\":{\"id\":{\"S\":\"a\"}}},"
                + "\"eventSource\":\"aws:dynamodb\"}")
            .getBytes(StandardCharsets.UTF_8);
    decoders.get().decode(json, 0, json.length, collector);
    DecodedBatch batch = collector.drain(1, json.length);
    return new DecodedBatch(
        batch.activities(),
        batch.candidates(),
        batch.itemChanges(),
        batch.skipped(),
        batch.gaps(),
        batch.leases(),
        carrier,
        batch.upTo(),
        batch.records(),
        batch.span(),
        batch.bytes());
  }
}
