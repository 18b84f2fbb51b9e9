package io.exposuremonitor.job.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.simulation.Plant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final long JUDGED_FROM = 1_000;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  private static final Plant ATTACK =
      new Plant("fast", "bulk-read.table-scan", true, Set.of("thief"), Set.of(TABLE));
  private static final Plant OTHER_ATTACK =
      new Plant("slow", "bulk-read.table-scan", true, Set.of("spy"), Set.of(TABLE));
  private static final Plant TWIN =
      new Plant("report", "bulk-read.table-scan", false, Set.of("clerk"), Set.of(TABLE));

  private final Verdict verdict = new Verdict(List.of(ATTACK, OTHER_ATTACK, TWIN), JUDGED_FROM);

  @Test
  void countsIdOnlyIfEachOfItsAttacksIsFound() {
    verdict.take(finding("bulk-read.table-scan", "thief", Level.HIGH, 2_000));

    assertThat(verdict.rows())
        .containsExactly(new Verdict.Row("bulk-read.table-scan", 2, 1, 1, 0, 0));
    assertThat(verdict.recallOverIds()).isZero();
    assertThat(verdict.missed()).containsExactly(OTHER_ATTACK);

    verdict.take(finding("bulk-read.table-scan", "spy", Level.HIGH, 2_000));

    assertThat(verdict.recallOverIds()).isOne();
    assertThat(verdict.missed()).isEmpty();
  }

  @Test
  void findingWithOtherIdIsNeitherHitNorFalsePositive() {
    verdict.take(finding("partiql.full-scan", "thief", Level.HIGH, 2_000));

    assertThat(verdict.missed()).containsExactly(ATTACK, OTHER_ATTACK);
    assertThat(verdict.mistaken()).isEmpty();
  }

  @Test
  void reportsFalsePositives() {
    Finding ofTwin = finding("bulk-read.table-scan", "clerk", Level.MEDIUM, 2_000);
    Finding ofNobody = finding("bulk-read.key-sweep", "bystander", Level.HIGH, 2_000);
    verdict.take(ofTwin);
    verdict.take(ofNobody);

    assertThat(verdict.mistaken()).containsExactly(ofTwin, ofNobody);
    assertThat(verdict.rows().get(0).accused()).isEqualTo(1);
  }

  @Test
  void ignoresLowLevelsAndCountsLearningDaysSeparately() {
    verdict.take(finding("bulk-read.table-scan", "clerk", Level.LOW, 2_000));
    verdict.take(finding("bulk-read.table-scan", "clerk", Level.HIGH, JUDGED_FROM - 1));

    assertThat(verdict.mistaken()).isEmpty();
    assertThat(verdict.whileLearning()).isEqualTo(1);
    assertThat(verdict.rows().get(0).accused()).isZero();
  }

  @Test
  void countsTwinReportedAtLowLevelSeparately() {
    verdict.take(finding("partiql.full-scan", "clerk", Level.LOW, 2_000));
    assertThat(verdict.rows().get(0).mentioned()).isZero();

    verdict.take(finding("bulk-read.table-scan", "clerk", Level.LOW, 2_000));
    assertThat(verdict.rows().get(0).mentioned()).isEqualTo(1);

    verdict.take(finding("bulk-read.table-scan", "clerk", Level.HIGH, 2_000));
    assertThat(verdict.rows().get(0).mentioned()).isZero();
    assertThat(verdict.rows().get(0).accused()).isEqualTo(1);
  }

  private static Finding finding(String id, String actor, Level level, long end) {
    return ExampleFinding.of(id, end)
        .uid(id + actor)
        .level(level)
        .actor(new Actor(Actor.Kind.ROLE, actor, "111122223333"))
        .resource(TABLE)
        .build();
  }
}
