package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GapOutboxTest {
  private static final CoverageGap GAP =
      new CoverageGap(CoverageGap.Cause.STREAM_ENDED, "arn", "", 1, 2, "gone");

  private final GapOutbox outbox = new GapOutbox(List.of());

  @Test
  void handsAGapToOneReaderAtATime() {
    outbox.add(GAP);
    assertThat(outbox.takeFor(0)).extracting(GapOutbox.Letter::gap).containsExactly(GAP);
    assertThat(outbox.takeFor(1)).isEmpty();
  }

  @Test
  void resendsGapsOfLostReader() {
    outbox.add(GAP);
    outbox.takeFor(0);
    outbox.lost(0);
    assertThat(outbox.takeFor(1)).hasSize(1);
  }

  @Test
  void keepsAGapInStateUntilItIsAcknowledged() {
    outbox.add(GAP);
    long id = outbox.takeFor(0).get(0).id();
    assertThat(new GapOutbox(outbox.state()).takeFor(0)).hasSize(1);

    outbox.acknowledged(List.of(id));
    assertThat(outbox.state()).isEmpty();
  }
}
