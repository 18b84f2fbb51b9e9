package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.intake.IntakeOperator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class ItemChangeOutputTest {
  private static final String RECORD =
      """
      {"awsRegion":"eu-central-1","eventID":"1","eventName":"MODIFY","userIdentity":null,
       "recordFormat":"application/json","tableName":"orders","eventSource":"aws:dynamodb",
       "dynamodb":{"ApproximateCreationDateTime":1720740233012,"SizeBytes":40,
       "Keys":{"id":{"S":"7"}},"OldImage":{"id":{"S":"7"},"a":{"N":"1"}},
       "NewImage":{"id":{"S":"7"},"a":{"N":"2"}}}}
      """;

  @Test
  void emitsItemChangesWithTheirEventTime() throws Exception {
    DecodedBatch batch = batch();
    try (OneInputStreamOperatorTestHarness<DecodedBatch, ActivityBundle> harness =
        new OneInputStreamOperatorTestHarness<>(
            new IntakeOperator(
                "test", Episodes.Reporting.FINAL, Duration.ofMinutes(15), false, true))) {
      harness.open();
      harness.processElement(new StreamRecord<>(batch));

      ItemChange change = batch.itemChanges().get(0);
      assertThat(harness.getSideOutput(IntakeOperator.ITEM_CHANGES))
          .containsExactly(new StreamRecord<>(change, change.header().time()));
      assertThat(change.classes()).containsExactly(new AttributeClass("a", "number"));
    }
  }

  private static DecodedBatch batch() {
    byte[] record = RECORD.getBytes(StandardCharsets.UTF_8);
    ItemChangeDecoder decoder =
        new ItemChangeDecoder(
            KeyHasher.of(new byte[] {1}),
            (header, key, images) -> new ItemLook(List.of(new AttributeClass("a", "number")), 0));
    BatchCollector collector = new BatchCollector("test", decoder);
    collector.itemChange(record, 0, record.length, "at byte 0");
    return collector.drain(0, record.length);
  }
}
