package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWatchTest {
  private static final ShardKey A = new ShardKey("stream", "a");
  private final StallWatch watch = new StallWatch(100);

  @Test
  void countsShardWithoutReadForTooLong() {
    watch.alive(A, 0);
    assertThat(watch.stalled(100)).isZero();
    assertThat(watch.stalled(101)).isEqualTo(1);
  }

  @Test
  void successfulReadAndIgnoreClearStall() {
    watch.alive(A, 0);
    watch.alive(A, 50);
    assertThat(watch.stalled(120)).isZero();
    watch.ignore(A);
    assertThat(watch.stalled(1_000)).isZero();
  }
}
