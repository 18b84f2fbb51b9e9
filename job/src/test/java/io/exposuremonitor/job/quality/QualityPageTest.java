package io.exposuremonitor.job.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.StatefulDetections;
import io.exposuremonitor.job.simulation.Fortnight;
import io.exposuremonitor.job.simulation.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks the planted attacks and their twins without running the job. Takes seconds, because the
 * calls of two weeks are generated.
 */
@Tag("slow")
class QualityPageTest {
  private static final Fortnight FORTNIGHT = new Fortnight(1, 40_000);

  private final List<Plant> plants =
      QualityRun.plants(FORTNIGHT, new SilentSources(FORTNIGHT.watched().get(0)));

  @Test
  void pageListsEveryPlant() throws IOException {
    List<String> page = Files.readAllLines(Path.of("..", "docs", "detection-quality.md"));

    assertThat(page).containsAll(QualityReport.stories(plants));
  }

  @Test
  void eachStatefulDetectionHasTwoAttacksAndABenignTwin() {
    for (String id : StatefulDetections.IDS) {
      assertThat(plants)
          .as(id)
          .filteredOn(plant -> plant.id().equals(id) && plant.attack())
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(plants)
          .as(id)
          .filteredOn(plant -> plant.id().equals(id) && !plant.attack())
          .isNotEmpty();
    }
  }
}
