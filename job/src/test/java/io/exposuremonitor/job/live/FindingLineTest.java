package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FindingLineTest {
  private static final Finding FINDING =
      ExampleFinding.of(
              "bulk-read.table-scan", Instant.parse("2026-03-01T22:15:00.789Z").toEpochMilli())
          .build();

  @Test
  void showsWhenHowSevereAndWhat() {
    assertThat(FindingLine.of(FINDING))
        .isEqualTo(
            "2026-03-01T22:15:00Z  HIGH          opened  bulk-read.table-scan  orders read by App");
  }

  @Test
  void marksFindingOfDryRun() {
    assertThat(FindingLine.of(FINDING.toBuilder().dryRun(true).build()))
        .endsWith("  (dry run) orders read by App");
  }

  @Test
  void spellsOutWhatWouldActOnATerminal() {
    Finding finding = FINDING.toBuilder().message("x\u001b]0;owned\u0007\nHIGH forged").build();

    assertThat(FindingLine.of(finding)).endsWith("  x\\u001B]0;owned\\u0007\\u000AHIGH forged");
  }
}
