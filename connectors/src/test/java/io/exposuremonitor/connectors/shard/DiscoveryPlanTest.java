package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import io.exposuremonitor.connectors.shard.DiscoveryPlan.ListedStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryPlanTest {
  private static final long DAY = 86_400_000;
  private static final long NOW = 100 * DAY;
  private static final Position START = new Position.AtInstant(NOW - 1_000);
  private static final ListedStream A = new ListedStream("a", true, DAY);
  private static final ListedStream B = new ListedStream("b", true, DAY);

  private final DiscoveryPlan plan = new DiscoveryPlan(START, DiscoveryPlan.State.INITIAL);

  @Test
  void usesConfiguredStartUntilFirstListingIsComplete() {
    plan.listed(List.of(A), true, NOW);
    assertThat(plan.startOf("a")).isEqualTo(START);

    plan.listingCompleted("a");
    assertThat(plan.startOf("a")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void readsStreamsThatAppearLaterFromTheirHorizon() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(A, B), true, NOW);
    assertThat(plan.startOf("b")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void restoresThatDiscoveryHasStarted() {
    plan.listed(List.of(A), true, NOW);
    DiscoveryPlan restored = new DiscoveryPlan(new Position.AtInstant(NOW), plan.state());
    restored.listed(List.of(A, B), true, NOW);

    assertThat(restored.startOf("a")).isEqualTo(START);
    assertThat(restored.startOf("b")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void reportsStartBeforeRetention() {
    DiscoveryPlan early =
        new DiscoveryPlan(new Position.AtInstant(NOW - 2 * DAY), DiscoveryPlan.State.INITIAL);

    List<CoverageGap> gaps = early.listed(List.of(A), true, NOW);

    assertThat(gaps).extracting(CoverageGap::cause).containsExactly(Cause.START_BEFORE_RETENTION);
    assertThat(gaps.get(0).to()).isEqualTo(NOW - DAY);
    assertThat(early.startOf("a")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void reportsDisabledStreamOnce() {
    plan.listed(List.of(A), true, NOW);
    ListedStream disabled = new ListedStream("a", false, DAY);

    assertThat(plan.listed(List.of(disabled), true, NOW))
        .extracting(CoverageGap::cause)
        .containsExactly(Cause.STREAM_ENDED);
    assertThat(plan.listed(List.of(disabled), true, NOW)).isEmpty();
    assertThat(plan.listed(List.of(), true, NOW)).isEmpty();
  }

  @Test
  void reportsStreamThatIsDisabledWhenFirstListed() {
    assertThat(plan.listed(List.of(new ListedStream("a", false, DAY)), true, NOW))
        .extracting(CoverageGap::cause)
        .containsExactly(Cause.STREAM_ENDED);
  }

  @Test
  void streamIsNewAlsoAfterALaterIncompleteList() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(A), false, NOW);
    plan.listed(List.of(A, B), true, NOW);

    assertThat(plan.startOf("b")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void followsChangesOfRetention() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(new ListedStream("a", true, 7 * DAY)), true, NOW);

    assertThat(plan.streams())
        .extracting(DiscoveryPlan.PlannedStream::retentionMillis)
        .containsExactly(7 * DAY);
  }

  @Test
  void incompleteListMarksNoStreamAsGoneOrNew() {
    plan.listed(List.of(A), false, NOW);
    assertThat(plan.listed(List.of(B), false, NOW)).isEmpty();
    assertThat(plan.listed(List.of(B), false, NOW)).isEmpty();
    assertThat(plan.streams()).allMatch(DiscoveryPlan.PlannedStream::live);
    assertThat(plan.startOf("b")).as("may have existed at the beginning").isEqualTo(START);
  }

  @Test
  void reportsStreamMissingTwiceAsEnded() {
    plan.listed(List.of(A), true, NOW);
    assertThat(plan.listed(List.of(), true, NOW)).isEmpty();
    assertThat(plan.listed(List.of(), true, NOW))
        .extracting(CoverageGap::cause)
        .containsExactly(Cause.STREAM_ENDED);
  }

  @Test
  void forgetsEndedStreamMissingTwiceWithoutShards() {
    plan.listed(List.of(A, B), true, NOW);
    ListedStream disabled = new ListedStream("a", false, DAY);
    plan.listed(List.of(disabled, B), true, NOW);
    assertThat(plan.forgetEnded(none -> false)).as("still listed").isEmpty();

    plan.listed(List.of(B), true, NOW);
    assertThat(plan.forgetEnded(none -> false)).as("missing once").isEmpty();
    plan.listed(List.of(), false, NOW);
    assertThat(plan.forgetEnded(none -> false)).as("an incomplete list").isEmpty();
    plan.listed(List.of(B), true, NOW);
    assertThat(plan.forgetEnded("a"::equals)).as("it has shards").isEmpty();
    assertThat(plan.forgetEnded(none -> false)).containsExactly("a");

    assertThat(plan.streams()).extracting(DiscoveryPlan.PlannedStream::arn).containsExactly("b");
    assertThat(plan.listed(List.of(B), true, NOW)).as("no gap").isEmpty();
  }

  @Test
  void forgetsEndedStreamAfterTwoAbsencesSinceRestore() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(), true, NOW);
    plan.listed(List.of(), true, NOW);
    DiscoveryPlan restored = new DiscoveryPlan(START, plan.state());

    assertThat(restored.listed(List.of(), true, NOW)).isEmpty();
    assertThat(restored.forgetEnded(none -> false)).isEmpty();
    assertThat(restored.listed(List.of(), true, NOW)).isEmpty();
    assertThat(restored.forgetEnded(none -> false)).containsExactly("a");
  }

  @Test
  void readsReappearingStreamFromItsHorizon() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(), true, NOW);
    plan.listed(List.of(), true, NOW);
    plan.forgetEnded(none -> false);

    assertThat(plan.listed(List.of(A), true, NOW)).isEmpty();
    assertThat(plan.startOf("a")).isEqualTo(Position.Horizon.INSTANCE);
  }

  @Test
  void resetsAbsencesWhenStreamIsListedAgain() {
    plan.listed(List.of(A), true, NOW);
    plan.listed(List.of(), true, NOW);
    plan.listed(List.of(A), true, NOW);
    assertThat(plan.listed(List.of(), true, NOW)).isEmpty();
  }
}
