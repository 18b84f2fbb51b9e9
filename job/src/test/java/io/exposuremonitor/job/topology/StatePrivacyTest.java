package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.job.alert.IncidentWriter;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.intake.MarkedRecords;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that a live job writes to its checkpoints. */
class StatePrivacyTest {
  private static final int RECORDS_IN_A_BATCH = 50;

  /** Number of additional batches while waiting for a checkpoint; a minute in total. */
  private static final int PATIENCE = 1_200;

  private static final long PACE_MILLIS = 50;

  /** Read by the tasks, which run in this JVM. */
  private static final List<DecodedBatch> BATCHES = new ArrayList<>();

  private static final AtomicReference<String> CHECKPOINT = new AtomicReference<>("");
  private static final AtomicReference<Path> FOLDER = new AtomicReference<>();

  @TempDir private Path folder;

  @Test
  void checkpointsHoldNoItemOrKeyValue() throws Exception {
    List<String> records = new ArrayList<>(MarkedRecords.itemCalls());
    records.addAll(MarkedRecords.streamCalls());
    records.addAll(MarkedRecords.controlPlaneCalls());
    decode(records);
    FOLDER.set(folder.resolve("checkpoints"));
    StreamExecutionEnvironment environment =
        EmbeddedEngine.streaming(2, folder, EmbeddedEngine.Backend.HEAP);
    Configuration often = new Configuration();
    often.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    environment.configure(often);
    DataStream<DecodedBatch> batches =
        environment
            .fromSource(
                new NumberSequenceSource(0, BATCHES.size() + PATIENCE),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .setParallelism(1)
            .map(new BatchOf(), StreamTypes.DECODED_BATCH)
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<DecodedBatch>forMonotonousTimestamps()
                    .withTimestampAssigner((batch, previous) -> first(batch)))
            .setParallelism(1);
    MonitorSettings settings = MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE);

    MonitorTopology.Outputs outputs =
        MonitorTopology.build(
            List.of(new MonitorTopology.Input("test", batches, true)),
            settings,
            HashSecret.ofReplay());
    List<String> incidents = new ArrayList<>();
    JoinedIncidents.of(
            outputs.findings(),
            outputs.sessions(),
            Policies.fixed(settings),
            IncidentSettings.DEFAULT)
        .executeAndCollect()
        .forEachRemaining(incident -> incidents.add(IncidentWriter.line(incident)));

    assertThat(incidents).isNotEmpty().noneMatch(line -> line.contains(MarkedRecords.MARK));

    assertThat(CHECKPOINT.get())
        .contains("customers", "user/alice", "bulk-read.table-scan", "aws-cli/2")
        .contains("email-address", "aws-access-key")
        .doesNotContain(MarkedRecords.MARK);
  }

  private static long first(DecodedBatch batch) {
    return batch.activities().stream().mapToLong(Activity::time).min().orElse(0);
  }

  private static void decode(List<String> records) throws Exception {
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    CloudTrailDecoder decoder = decoders.get();
    BatchCollector collector = new BatchCollector("marked", decoders.itemChanges());
    BATCHES.clear();
    for (String change : MarkedRecords.itemChanges()) {
      byte[] record = change.getBytes(StandardCharsets.UTF_8);
      collector.itemChange(record, 0, record.length, "marked");
    }
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i).getBytes(StandardCharsets.UTF_8);
      decoder.decode(record, 0, record.length, collector);
      if ((i + 1) % RECORDS_IN_A_BATCH == 0 || i + 1 == records.size()) {
        BATCHES.add(collector.drain(RECORDS_IN_A_BATCH, 0));
      }
    }
  }

  /**
   * Maps a number to its batch. After the last one, it repeats the first slowly until the second
   * checkpoint after that has been copied, because a job's checkpoints are removed when it ends.
   */
  private static final class BatchOf extends RichMapFunction<Long, DecodedBatch>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;

    private boolean allSent;
    private int completed;

    @Override
    public DecodedBatch map(Long number) throws Exception {
      int index = Math.toIntExact(number);
      allSent = index >= BATCHES.size();
      if (allSent && CHECKPOINT.get().isEmpty()) {
        Thread.sleep(PACE_MILLIS);
      }
      return BATCHES.get(allSent ? 0 : index);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      completed += allSent ? 1 : 0;
      if (completed == 2) {
        CHECKPOINT.set(bytesBelow(FOLDER.get()));
      }
    }
  }

  /** Tolerates that the engine removes an earlier checkpoint meanwhile. */
  private static String bytesBelow(Path root) {
    StringBuilder bytes = new StringBuilder();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.append(text(file));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException failed) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return bytes.toString();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
