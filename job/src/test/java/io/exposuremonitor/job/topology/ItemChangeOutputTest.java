package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.intake.DecodedBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemChangeOutputTest {
  private static final String RECORD =
      """
      {"awsRegion":"eu-central-1","eventID":"1","eventName":"MODIFY","userIdentity":null,
       "recordFormat":"application/json","tableName":"orders","eventSource":"aws:dynamodb",
       "dynamodb":{"ApproximateCreationDateTime":1720740233012,"SizeBytes":40,
       "Keys":{"id":{"S":"7"}},"OldImage":{"id":{"S":"7"},"a":{"N":"1"}},
       "NewImage":{"id":{"S":"7"},"a":{"N":"2"}}}}
      """;

  @TempDir private Path temporary;

  @Test
  void givesEachChangeWithItsTimeToTheOperatorsBehind() throws Exception {
    DecodedBatch batch = batch();
    StreamExecutionEnvironment environment = EmbeddedEngine.bounded(1, temporary);
    DataStream<DecodedBatch> batches = environment.fromData(StreamTypes.DECODED_BATCH, batch);

    DataStream<ItemChange> changes =
        MonitorTopology.build(
                List.of(new MonitorTopology.Input("test", batches)),
                MonitorSettings.defaults(Episodes.Reporting.FINAL),
                HashSecret.ofReplay())
            .itemChanges()
            .rebalance()
            .process(new OnlyTimed(), StreamTypes.ITEM_CHANGE);

    List<ItemChange> received = changes.executeAndCollect(10);
    assertThat(received).hasSize(1).containsExactlyElementsOf(batch.itemChanges());
    assertThat(received.get(0).classes()).containsExactly(new AttributeClass("a", "number"));
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

  /** Passes on what has its own time. */
  private static final class OnlyTimed extends ProcessFunction<ItemChange, ItemChange> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(ItemChange change, Context context, Collector<ItemChange> out) {
      Long time = context.timestamp();
      if (time != null && time == change.header().time()) {
        out.collect(change);
      }
    }
  }
}
