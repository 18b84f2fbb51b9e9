package io.exposuremonitor.detectors.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingBuilderTest {
  @Test
  void keepsWhatIsNotChanged() {
    Finding finding = ExampleFinding.of("bulk-read.table-scan", 7).dryRun(true).build();

    assertThat(finding.region()).isEqualTo("eu-west-1");
    assertThat(finding.toBuilder().build()).isEqualTo(finding);
  }
}
