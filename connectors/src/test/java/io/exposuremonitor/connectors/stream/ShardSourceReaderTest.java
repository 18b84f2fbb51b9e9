package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.TestingReaderContext;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.EmitGap;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.GapsEmitted;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ReleaseSplit;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ShardDrained;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.StandBy;
import io.exposuremonitor.connectors.stream.ShardedStreamSettings.Start;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardSourceReaderTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final CoverageGap ENDED =
      new CoverageGap(CoverageGap.Cause.STREAM_ENDED, ARN, "", 5, 6, "disabled");

  private final TestingStreams streams = new TestingStreams();
  private final TestingReaderContext context = new TestingReaderContext();
  private final Output output = new Output();
  private final SourceReader<String, ShardSplit> reader = reader(new TestingDecoder());

  private SourceReader<String, ShardSplit> reader(TestingDecoder decoder) {
    return new ShardedStreamSource<>(
            streams.factory(), decoder, RunningJob.fast(Start.horizon()).build())
        .createReader(context);
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
    streams.close();
  }

  @Test
  void advancesStateWithEmittedElements() throws Exception {
    ShardKey a = streams.shard(ARN, "a");
    streams.put(a, 4, 1_000);
    reader.start();
    reader.addSplits(List.of(split(a)));
    assertThat(reader.snapshotState(1)).containsExactly(split(a));

    pollUntil(() -> output.elements.size() == 1);
    assertThat(position(2)).isEqualTo(new Position.AfterSequence("2"));
    pollUntil(() -> output.elements.size() == 2);
    assertThat(position(3)).isEqualTo(new Position.AfterSequence("3"));
    assertThat(output.elements).containsExactly(ARN + " a 0 1 2 @1000", ARN + " a 3 @1000");
  }

  @Test
  void emitsDeniedGapWithoutAnyRecords() throws Exception {
    ShardKey a = streams.shard(ARN, "a");
    streams.failAlways(TestingStreams.readOf(a), StreamException.Kind.DENIED);
    reader.start();
    reader.addSplits(List.of(split(a)));

    pollUntil(() -> !output.elements.isEmpty());

    assertThat(output.elements.get(0)).startsWith("GAP DENIED " + ARN);
  }

  /** A shard that was read to its end, and has a child. */
  private ShardKey drainedShard() throws Exception {
    ShardKey a = streams.shard(ARN, "a");
    streams.put(a, 1);
    streams.shard(ARN, "b", "a");
    reader.start();
    reader.addSplits(List.of(split(a)));
    pollUntil(() -> !context.sent().isEmpty());
    return a;
  }

  @Test
  void keepsDrainedShardAndItsOutputUntilReleased() throws Exception {
    ShardKey a = drainedShard();

    ShardProgress drained = ((ShardDrained) context.sent().get(0)).decoded().progress();
    assertThat(drained.children()).extracting("id").containsExactly("b");
    assertThat(reader.snapshotState(1)).containsExactly(new ShardSplit(drained));
    assertThat(output.open).containsExactly("shard-0");

    reader.handleSourceEvents(new ReleaseSplit(a.toString()));
    pollUntil(() -> output.open.isEmpty());
    assertThat(output.idleSplits).as("so it holds no watermark back").contains("shard-0");
    assertThat(reader.snapshotState(2)).isEmpty();
    pollUntil(() -> output.idle);
  }

  /** A stream that is created again uses the ids of its shards again. */
  @Test
  void readsShardAssignedUnderTheIdOfOneThatIsBeingClosed() throws Exception {
    ShardKey a = drainedShard();

    reader.handleSourceEvents(new ReleaseSplit(a.toString()));
    reader.addSplits(List.of(split(a)));
    assertThat(reader.snapshotState(1)).containsExactly(split(a));

    pollUntil(() -> context.sent().size() == 2);
    assertThat(output.elements).hasSize(2);
    assertThat(output.open).containsExactly("shard-0");
    assertThat(reader.snapshotState(2))
        .extracting(s -> s.progress().drained())
        .containsExactly(true);

    reader.handleSourceEvents(new ReleaseSplit(a.toString()));
    pollUntil(() -> output.idle);
    assertThat(reader.snapshotState(3)).isEmpty();
  }

  @Test
  void readsShardAssignedUnderTheIdOfOneThatWasClosed() throws Exception {
    ShardKey a = drainedShard();
    reader.handleSourceEvents(new ReleaseSplit(a.toString()));
    pollUntil(() -> output.idle);

    reader.addSplits(List.of(split(a)));
    pollUntil(() -> context.sent().size() == 2);
    assertThat(output.elements).hasSize(2);
  }

  /** Flink keeps the metrics of every split id until the task ends. */
  @Test
  void reusesOutputIdsOfReleasedShards() throws Exception {
    reader.start();
    for (int i = 0; i < 5; i++) {
      ShardKey shard = streams.shard(ARN, "s" + i);
      streams.put(shard, 1);
      streams.shard(ARN, "child-of-" + i, shard.shard());
      int sent = context.sent().size();
      reader.addSplits(List.of(split(shard)));
      pollUntil(() -> context.sent().size() > sent);
      reader.handleSourceEvents(new ReleaseSplit(shard.toString()));
      pollUntil(() -> output.open.isEmpty());
    }
    assertThat(output.created).containsExactlyInAnyOrder(ShardSplit.ANY, "shard-0");
  }

  @Test
  void createsOutputPerShardBeforeReading() throws Exception {
    ShardKey a = streams.shard(ARN, "a");
    ShardKey b = streams.shard(ARN, "b");
    output.createOutputForSplit(ShardSplit.ANY);
    reader.start();
    reader.addSplits(List.of(split(a), split(b)));

    assertThat(reader.isAvailable()).isDone();
    reader.pollNext(output);
    assertThat(output.open).containsExactlyInAnyOrder("shard-0", "shard-1");
    assertThat(output.idleSplits).containsExactly(ShardSplit.ANY);
  }

  @Test
  void ignoresReleaseOfUnknownShard() throws Exception {
    reader.start();
    reader.handleSourceEvents(new ReleaseSplit("nothing"));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
  }

  @Test
  void emitsGapOnMainOutputAndAcknowledgesItWithTheCheckpoint() throws Exception {
    reader.start();
    reader.handleSourceEvents(EmitGap.of(new GapOutbox.Letter(7, ENDED)));
    reader.snapshotState(1);
    assertThat(reader.isAvailable()).isDone();
    reader.pollNext(output);
    assertThat(output.elements).containsExactly("GAP STREAM_ENDED " + ARN + "  @5");
    assertThat(output.open).isEmpty();

    reader.notifyCheckpointComplete(1);
    assertThat(context.sent()).as("checkpoint 1 precedes the gap").isEmpty();
    reader.snapshotState(2);
    reader.notifyCheckpointComplete(2);
    assertThat(context.sent()).hasSize(1);
    assertThat(((GapsEmitted) context.sent().get(0)).ids()).containsExactly(7);
  }

  @Test
  void isIdleOnlyOnStandby() throws Exception {
    reader.start();
    reader.pollNext(output);
    assertThat(output.idle).isFalse();

    reader.handleSourceEvents(new StandBy());
    assertThat(reader.isAvailable()).isDone();
    reader.pollNext(output);
    assertThat(output.idle).isTrue();
  }

  @Test
  void reportsProgressOnMainOutput() throws Exception {
    ShardKey a = streams.shard(ARN, "a");
    streams.put(a, 1, 1_000);
    SourceReader<String, ShardSplit> reporting = reader(TestingDecoder.tellingProgress());
    try {
      reporting.start();
      reporting.pollNext(output);
      assertThat(output.elements).as("no shard is assigned yet").containsExactly("UP TO 0 @0");
      assertThat(output.open).isEmpty();

      reporting.addSplits(List.of(split(a)));
      reporting.handleSourceEvents(new StandBy());
      reporting.pollNext(output);
      assertThat(output.elements).as("progress was just reported").hasSize(1);
    } finally {
      reporting.close();
    }
  }

  private Position position(long checkpoint) {
    return reader.snapshotState(checkpoint).get(0).progress().position();
  }

  private static ShardSplit split(ShardKey key) {
    return new ShardSplit(new ShardProgress(key, Position.Horizon.INSTANCE, 0, false, List.of()));
  }

  private void pollUntil(BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static final class Output implements ReaderOutput<String> {
    final List<String> elements = new ArrayList<>();
    final Set<String> open = new HashSet<>();
    final Set<String> created = new HashSet<>();
    final Set<String> idleSplits = new HashSet<>();
    boolean idle;

    @Override
    public void collect(String element) {
      throw new AssertionError("every element has a timestamp");
    }

    @Override
    public void collect(String element, long timestamp) {
      if (!element.isEmpty()) {
        elements.add(element + " @" + timestamp);
      }
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new AssertionError("watermarks are the job's");
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }

    @Override
    public SourceOutput<String> createOutputForSplit(String split) {
      open.add(split);
      created.add(split);
      return new SplitOutput(split, this);
    }

    @Override
    public void releaseOutputForSplit(String split) {
      open.remove(split);
    }
  }

  private record SplitOutput(String split, Output main) implements SourceOutput<String> {
    @Override
    public void collect(String element) {
      main.collect(element);
    }

    @Override
    public void collect(String element, long timestamp) {
      main.collect(element, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      main.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      assertThat(main.open).contains(split);
      main.idleSplits.add(split);
    }

    @Override
    public void markActive() {
      main.idleSplits.remove(split);
    }
  }
}
