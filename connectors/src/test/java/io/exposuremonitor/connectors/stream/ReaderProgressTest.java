package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReaderProgressTest {
  private long nanos = Long.MAX_VALUE - 1;
  private long wall = 1_700_000_000_000L;
  private final ReaderProgress progress = new ReaderProgress(() -> nanos, () -> wall);

  @Test
  void reportsTheShardFurthestBehind() {
    progress.hold("a", shard("a", 70, false));
    progress.hold("b", shard("b", 50, false));
    assertThat(progress.report()).isEqualTo(50);
  }

  @Test
  void excludesDrainedShards() {
    progress.hold("drained", shard("drained", 1, true));
    assertThat(progress.report()).isZero();

    progress.hold("read", shard("read", 9, false));
    assertThat(progress.report()).isEqualTo(9);
  }

  @Test
  void countsUnansweredShardFromItsAssignment() {
    ShardSplitState silent = shard("silent", 0, false);
    progress.hold("silent", silent);
    wall += 600_000;
    ShardSplitState read = shard("read", wall, false);
    progress.hold("read", read);
    assertThat(progress.report()).isEqualTo(wall - 600_000);

    silent.verified(wall - 1);
    assertThat(progress.report()).isEqualTo(wall - 1);
  }

  @Test
  void followsTheStateOfItsShards() {
    ShardSplitState state = shard("a", 5, false);
    progress.hold("a", state);
    state.verified(8);
    assertThat(progress.report()).isEqualTo(8);
    state.drained(List.of());
    assertThat(progress.report()).isZero();
  }

  @Test
  void isDueAtFirstEverySecondAndWhenAShardIsDropped() {
    assertThat(progress.isDue()).isTrue();
    progress.hold("a", shard("a", 5, false));
    progress.report();
    assertThat(progress.isDue()).isFalse();
    nanos += ReaderProgress.PERIOD_NANOS - 1;
    assertThat(progress.isDue()).isFalse();
    nanos++;
    assertThat(progress.isDue()).as("even when the clock overflows").isTrue();

    progress.report();
    progress.drop(Set.of("a"));
    assertThat(progress.isDue()).isTrue();
    assertThat(progress.isEmpty()).isTrue();
    assertThat(progress.report()).isZero();
  }

  private static ShardSplitState shard(String name, long verifiedAt, boolean drained) {
    ShardKey key = new ShardKey("stream", name);
    return new ShardSplitState(
        new ShardSplit(
            new ShardProgress(key, Position.Horizon.INSTANCE, verifiedAt, drained, List.of())));
  }
}
