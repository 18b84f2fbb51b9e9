package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.ocsf.OcsfFindingWriter;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.CloudTrailGenerator;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.SimulatedRecord;
import io.exposuremonitor.job.simulation.Traffic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A live job that fails once and continues from its last checkpoint. Its input consists of calls
 * and item changes: card numbers written to each table that is read, a key in each batch, and
 * deletions that are many only in total.
 */
@Tag("slow")
class RestartTest {
  private static final int RECORDS_IN_A_BATCH = 100;

  /** More than the floor for a day, but in no hour more than the floor for an hour. */
  private static final int DELETIONS = 29_000;

  private static final String VICTIM = "arn:aws:dynamodb:eu-central-1:123456789012:table/victim";

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
            .with(
                EnumSet.of(
                    Attack.KEY_SWEEP,
                    Attack.PARTIQL_DUMP,
                    Attack.DISTRIBUTED_SCAN,
                    Attack.PREPARED_EXPORT)));
    FAILURE_DUE.set(false);
    undisturbed = run(shared, Backend.HEAP);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void raisesSameFindingsAfterFailure(Backend backend) throws Exception {
    FAILURE_DUE.set(true);

    Map<String, Finding> found = run(folder, backend);

    assertThat(FAILURE_DUE).as("the failure occurred").isFalse();
    assertThat(undisturbed.values())
        .extracting(finding -> finding.analytic().id())
        .contains(
            "bulk-read.key-sweep",
            "bulk-read.partiql-dump",
            "bulk-read.distributed",
            "export.prepared",
            "sensitive-data.secret",
            "destruction.mass-delete");
    assertThat(undisturbed.values())
        .anyMatch(
            finding ->
                finding.analytic().id().equals("bulk-read.key-sweep")
                    && finding.level() == Level.CRITICAL
                    && "payment-card".equals(finding.evidence().facts().get("table_holds")));
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
                WatermarkStrategy.<DecodedBatch>forGenerator(context -> new WatermarkPerBatch())
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
        MonitorTopology.build(
                List.of(new MonitorTopology.Input("test", batches, true)),
                settings,
                HashSecret.ofReplay())
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
    List<SimulatedRecord> records = new ArrayList<>();
    new CloudTrailGenerator(day).generate(records::add);
    Set<String> tables = tables(records, decoder);
    int deletions = DELETIONS * RECORDS_IN_A_BATCH / records.size();
    BATCHES.clear();
    for (int i = 0; i < records.size(); i++) {
      byte[] json = records.get(i).json();
      decoder.decode(json, 0, json.length, collector);
      if ((i + 1) % RECORDS_IN_A_BATCH == 0 || i + 1 == records.size()) {
        addChanges(collector, tables, deletions, records.get(i).time(), i);
        // All within a quarter of an hour, because a finding's uid depends on the first event to
        // arrive.
        long first = records.get(0).time();
        add(collector, VICTIM, "INSERT", first, i, "\"key\":{\"S\":\"AKIAABCDEFGHIJKLMNOP\"}");
        BATCHES.add(collector.drain(RECORDS_IN_A_BATCH, 0));
      }
    }
  }

  private static Set<String> tables(List<SimulatedRecord> records, CloudTrailDecoder decoder) {
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    BatchCollector calls = new BatchCollector("calls", decoders.itemChanges());
    records.forEach(record -> decoder.decode(record.json(), 0, record.json().length, calls));
    return calls.drain(records.size(), 0).activities().stream()
        .map(Activity::resource)
        .filter(resource -> resource.contains(":table/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void addChanges(
      BatchCollector collector, Set<String> tables, int deletions, long time, int number) {
    for (String table : tables) {
      add(collector, table, "INSERT", time, number, "\"card\":{\"S\":\"4111111111111111\"}");
    }
    for (int i = 0; i < deletions; i++) {
      add(collector, VICTIM, "REMOVE", time, number * 1_000 + i, "");
    }
  }

  private static void add(
      BatchCollector collector, String table, String kind, long time, int key, String item) {
    String image = item.isEmpty() ? "" : "\"NewImage\":{" + item + "},";
    String record =
        """
        {"eventID":"%s-%d","eventName":"%s","eventSource":"aws:dynamodb",\
        "eventSourceARN":"%s/stream/1","awsRegion":"eu-central-1",\
        "dynamodb":{"ApproximateCreationDateTime":%d,"Keys":{"id":{"N":"%d"}},%s\
        "SequenceNumber":"1","SizeBytes":40}}"""
            .formatted(kind, key, kind, table, time / 1_000, key, image);
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    collector.itemChange(bytes, 0, bytes.length, "generated");
  }

  /**
   * Emits a watermark after each batch; otherwise input that arrives at once would have only the
   * last one.
   */
  private static final class WatermarkPerBatch implements WatermarkGenerator<DecodedBatch> {
    private static final long OUT_OF_ORDER_MILLIS = 60_000;

    @Override
    public void onEvent(DecodedBatch batch, long time, WatermarkOutput output) {
      output.emitWatermark(new Watermark(time - OUT_OF_ORDER_MILLIS));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  /**
   * Maps a number to its batch. If a failure is due, it does so slowly, so that there are
   * checkpoints, and fails in the second half of the input once a checkpoint has completed.
   */
  private static final class BatchOf extends RichMapFunction<Long, DecodedBatch>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final long PACE_MILLIS = 20;
    private static final long WAIT_MILLIS = 300;

    /**
     * The last batch ends all episodes. In production, that is hours after the job has learned what
     * tables hold; here, the intake's ticks and some tasks must run first.
     */
    private static final long LAST_MILLIS = 3_000;

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
      if (number == BATCHES.size() - 1) {
        Thread.sleep(LAST_MILLIS);
      }
      return BATCHES.get(Math.toIntExact(number));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpointed = true;
    }
  }
}
