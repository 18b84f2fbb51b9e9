package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;

class ShardRecordEmitterTest {
  private static final ShardKey A = new ShardKey("arn", "a");

  private final List<String> order = new ArrayList<>();
  private final ShardSplitState state =
      new ShardSplitState(
          new ShardSplit(new ShardProgress(A, Position.Horizon.INSTANCE, 0, false, List.of())));
  private final ShardRecordEmitter<TestingRecord, String> emitter =
      new ShardRecordEmitter<>(new TestingDecoder(), split -> order.add("drained"));

  @Test
  void recordsPositionWithinAnAggregate() {
    emitter.emitRecord(
        new Fetched.Records<>(List.of(part(0, 100), part(1, 200))), new Output(), state);

    assertThat(position()).isEqualTo(new Position.AfterSubSequence("9", 1));
    assertThat(order)
        .as("emitted before the state advances, and followed by nothing")
        .containsExactly("arn a 0 1 @200 at Horizon[]", "@200 at Horizon[]");
  }

  @Test
  void neverMovesVerifiedTimeBackwards() {
    emitter.emitRecord(new Fetched.Verified<>(50), new Output(), state);
    emitter.emitRecord(new Fetched.Verified<>(40), new Output(), state);
    assertThat(state.verifiedAt()).isEqualTo(50);
  }

  @Test
  void drainsShardWhenItEnds() {
    emitter.emitRecord(new Fetched.Ended<>(List.of()), new Output(), state);
    assertThat(order).containsExactly("drained");
    assertThat(state.toSplit().progress().drained()).isTrue();
  }

  @Test
  void omitsRecordsFromLoggedDescriptions() {
    ShardCursor.Entry<String> entry =
        new ShardCursor.Entry<>("SECRET-MARK", new Position.AfterSequence("9"), 100, 11);
    Fetched<String> records = new Fetched.Records<>(List.of(entry));
    ShardCursor.Batch<String> batch = new ShardCursor.Batch<>(List.of(entry), 0, false, List.of());

    assertThat(records.toString()).contains("1 up to", "AfterSequence[sequence=9]", "arrival=100");
    assertThat(batch.toString()).contains("11 bytes");
    assertThat(List.of(records, batch).toString()).doesNotContain("SECRET-MARK");
  }

  private Position position() {
    return state.toSplit().progress().position();
  }

  private static ShardCursor.Entry<TestingRecord> part(int part, long arrival) {
    return new ShardCursor.Entry<>(
        new TestingRecord(A, part, arrival), new Position.AfterSubSequence("9", part), arrival, 1);
  }

  private final class Output implements SourceOutput<String> {
    @Override
    public void collect(String element) {
      throw new AssertionError("every element has a timestamp");
    }

    @Override
    public void collect(String element, long timestamp) {
      order.add((element + " @" + timestamp).trim() + " at " + position());
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new AssertionError("watermarks are the job's");
    }

    @Override
    public void markIdle() {
      throw new AssertionError("idleness is the job's");
    }

    @Override
    public void markActive() {
      throw new AssertionError("idleness is the job's");
    }
  }
}
