package io.exposuremonitor.job.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fourteen simulated days, processed by the whole job. */
@Tag("slow")
class QualityRunTest {
  private static final int RECORDS_PER_DAY = 10_000;

  @Test
  void meetsTargetsForRecallAndFalseFindings() throws Exception {
    QualityReport report = new QualityRun(7, RECORDS_PER_DAY, 2, line -> {}).run();

    // A rule on a single call does not know which tables exist. blindspot.table-not-covered does,
    // and reports the excluded table at a lower level.
    assertThat(report.missed())
        .containsExactly("blindspot.logging-stopped: one table excluded from a trail's selectors");
    assertThat(report.recall()).isGreaterThanOrEqualTo(QualityReport.RECALL_TARGET);
    assertThat(report.falseFindingsPerDay()).isLessThan(QualityReport.FALSE_FINDINGS_TARGET);
    assertThat(report.failedRuleChecks()).isEmpty();
  }
}
