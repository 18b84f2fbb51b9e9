package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  private final Finding opened = ExampleFindings.tableScan();
  private final Finding raised =
      ExampleFindings.with(opened, Finding.Phase.UPDATED, Level.CRITICAL, opened.time() + 1);
  private final Finding closed =
      ExampleFindings.with(opened, Finding.Phase.CLOSED, Level.CRITICAL, opened.time() + 2);

  @Test
  void keepsTheLastPhaseOfEachFinding() {
    assertThat(Episodes.of(List.of(opened, raised, closed))).containsExactly(closed);
    assertThat(Episodes.of(List.of(opened, raised))).containsExactly(raised);
  }

  @Test
  void sortsByLevelThenByTime() {
    assertThat(Episodes.of(ExampleFindings.all()))
        .extracting(finding -> finding.analytic().id())
        .containsExactly(
            "export.to-unapproved-destination",
            "blindspot.logging-stopped",
            "backup.restored-under-new-name",
            "bulk-read.table-scan",
            "partiql.console",
            "recon.enumeration");
  }

  @Property(tries = 50)
  void resultDoesNotDependOnOrderOfPhases(@ForAll Random random) {
    List<Finding> shuffled = new ArrayList<>(ExampleFindings.all());
    shuffled.addAll(List.of(raised, closed, opened));
    List<Finding> expected = Episodes.of(shuffled);

    Collections.shuffle(shuffled, random);

    assertThat(Episodes.of(shuffled)).isEqualTo(expected);
  }
}
