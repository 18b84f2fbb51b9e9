package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySummaryTest {
  private static final long NOW = 1_000;

  @Test
  void showsWhatDefaultsLeaveOpen() {
    assertThat(PolicySummary.of(Policy.defaults(), NOW))
        .contains(
            new ReportData.Entry("Own accounts", "none named"),
            new ReportData.Entry("Regions in use", "only the call's own"),
            new ReportData.Entry("Suppressions", "0 in force, 0 expired"),
            new ReportData.Entry("Lowest level reported", "informational"));
  }

  @Test
  void listsFiveAccountsAndCountsExpiredSuppressions() {
    Policy policy =
        Policy.defaults().toBuilder()
            .own(new Policy.Own(List.of("1", "2", "3", "4", "5", "6", "7"), List.of(), List.of()))
            .suppressions(List.of(suppression(NOW), suppression(NOW + 1)))
            .build();

    assertThat(PolicySummary.of(policy, NOW))
        .contains(
            new ReportData.Entry("Own accounts", "1, 2, 3, 4, 5 and 2 more"),
            new ReportData.Entry("Suppressions", "1 in force, 1 expired"));
  }

  private static Policy.Suppression suppression(long expires) {
    return new Policy.Suppression("*", "*", "*", "owner", "reason", expires);
  }
}
