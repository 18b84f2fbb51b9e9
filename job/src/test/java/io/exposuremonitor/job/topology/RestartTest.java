package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.ocsf.OcsfFindingWriter;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.CloudTrailGenerator;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A live job that fails once and goes on from its last checkpoint. */
class RestartTest {
  private static final int RECORDS_IN_A_BATCH = 100;

  /** Read by the tasks, which run in this JVM. */
  private static final List<DecodedBatch> BATCHES = new ArrayList<>();

  private static final AtomicBoolean FAILURE_DUE = new AtomicBoolean();

  private static Map<String, Finding> undisturbed;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    decode(
        ProductionDay.of(9, 2_000, Instant.parse("2025-11-22T00:00:00Z"))
            .with(Duration.ofHours(6), Traffic.ZIPF)
            .with(EnumSet.of(Attack.KEY_SWEEP, Attack.PARTIQL_DUMP, Attack.DISTRIBUTED_SCAN)));
    FAILURE_DUE.set(false);
    undisturbed = run(shared, Backend.HEAP);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void findsTheSameAfterAFailure(Backend backend) throws Exception {
    FAILURE_DUE.set(true);

    Map<String, Finding> found = run(folder, backend);

    assertThat(FAILURE_DUE).as("the failure came").isFalse();
    assertThat(undisturbed.values())
        .extracting(finding -> finding.analytic().id())
        .contains("bulk-read.key-sweep", "bulk-read.partiql-dump", "bulk-read.distributed");
    assertThat(lines(found)).containsExactlyElementsOf(lines(undisturbed));
  }

  private static List<String> lines(Map<String, Finding> findings) {
    OcsfFindingWriter writer = new OcsfFindingWriter("test");
    return findings.values().stream().map((Finding finding) -> writer.line(finding)).toList();
  }

  private static Map<String, Finding> run(Path temporary, Backend backend) throws Exception {
    StreamExecutionEnvironment environment = EmbeddedEngine.streaming(2, temporary, backend);
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    restarts.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    environment.configure(restarts);
    DataStream<DecodedBatch> batches =
        environment
            .fromSource(
                new NumberSequenceSource(0, BATCHES.size() - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .setParallelism(1)
            .map(new BatchOf(), StreamTypes.DECODED_BATCH)
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<DecodedBatch>forBoundedOutOfOrderness(Duration.ofMinutes(1))
                    .withTimestampAssigner((batch, previous) -> latest(batch, previous)))
            .setParallelism(1);
    MonitorSettings settings =
        MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE)
            .observedAt(
                LongStream.rangeClosed(0, 90)
                    .map(
                        day ->
                            Instant.parse("2025-11-22T00:00:00Z").toEpochMilli()
                                + day * 86_400_000L)
                    .boxed()
                    .toList());
    Map<String, Finding> last = new TreeMap<>();
    CloseableIterator<Finding> findings =
        MonitorTopology.build(List.of(new MonitorTopology.Input("test", batches)), settings)
            .findings()
            .executeAndCollect();
    findings.forEachRemaining(finding -> last.put(finding.uid(), finding));
    findings.close();
    return last;
  }

  private static long latest(DecodedBatch batch, long previous) {
    return batch.activities().stream().mapToLong(Activity::time).max().orElse(previous);
  }

  private static void decode(ProductionDay day) throws Exception {
    MonitorSettings settings = MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE);
    DecoderFactory decoders = new DecoderFactory(settings);
    CloudTrailDecoder decoder = decoders.get();
    BatchCollector collector = new BatchCollector("generated", decoders.itemChanges());
    List<byte[]> records = new ArrayList<>();
    new CloudTrailGenerator(day).generate(record -> records.add(record.json()));
    BATCHES.clear();
    for (int i = 0; i < records.size(); i++) {
      decoder.decode(records.get(i), 0, records.get(i).length, collector);
      if ((i + 1) % RECORDS_IN_A_BATCH == 0 || i + 1 == records.size()) {
        BATCHES.add(collector.drain(RECORDS_IN_A_BATCH, 0));
      }
    }
  }

  /**
   * The batch of a number. When a failure is due, it goes slowly, so that there are checkpoints,
   * and fails in the second half of the input once there was one.
   */
  private static final class BatchOf extends RichMapFunction<Long, DecodedBatch>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final long PACE_MILLIS = 20;
    private static final long WAIT_MILLIS = 300;

    private boolean checkpointed;

    @Override
    public DecodedBatch map(Long number) throws Exception {
      if (FAILURE_DUE.get()) {
        boolean secondHalf = number > BATCHES.size() / 2;
        Thread.sleep(secondHalf ? WAIT_MILLIS : PACE_MILLIS);
        if (checkpointed && secondHalf) {
          FAILURE_DUE.set(false);
          throw new IllegalStateException("planned failure");
        }
      }
      return BATCHES.get(Math.toIntExact(number));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpointed = true;
    }
  }
}
