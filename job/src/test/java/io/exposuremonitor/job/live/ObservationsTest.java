package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsTest {
  @TempDir private Path folder;

  @Test
  void allowsRunToRereadChangesOfEarlierOne() throws IOException {
    Observations observed = read("1 a#1", "1 b#1", "1 a#2", "2 a#2", "2 a#3", "2 b#2", "3 a#4");

    assertThat(observed.violations()).isEmpty();
    assertThat(observed.furthest()).isEqualTo(Map.of("a", 4, "b", 2));
    assertThat(observed.runs()).hasSize(3);
  }

  @Test
  void reportsGapsReorderingAndDuplicatesWithinRun() throws IOException {
    assertThat(read("1 a#1", "1 a#3").violations()).containsExactly("run 1 reads of a 3 after 1");
    assertThat(read("1 a#1", "1 a#2", "1 a#1").violations())
        .containsExactly("run 1 reads of a 1 after 2");
    assertThat(read("1 a#1", "1 a#1").violations()).containsExactly("run 1 reads of a 1 after 1");
  }

  @Test
  void reportsGapsBetweenRuns() throws IOException {
    assertThat(read("1 a#1", "1 a#2", "2 a#4").violations())
        .containsExactly("run 2 begins a at 4 behind 2");
    assertThat(read("1 a#2").violations()).containsExactly("run 1 begins a at 2 behind 0");
  }

  @Test
  void skipsIncompleteLastLine() throws IOException {
    Path file = folder.resolve("observations");
    Files.writeString(file, "1 a#1\n1 a#");

    assertThat(Observations.read(file).furthest()).isEqualTo(Map.of("a", 1));
    assertThat(Observations.read(folder.resolve("none")).runs()).isEmpty();
  }

  @Test
  void detectsRereadsAcrossRuns() {
    assertThat(Observations.repeat(List.of(List.of("a#1", "a#1"), List.of("a#2")))).isFalse();
    assertThat(Observations.repeat(List.of(List.of("a#1"), List.of(), List.of("a#1")))).isTrue();
  }

  @Test
  void mapsChangeIdsToNames() throws IOException {
    Path file = Files.writeString(folder.resolve("observations"), "1 x\n1 y\n");

    Observations observed =
        Observations.read(file, id -> Observations.name("t#i", id.equals("x") ? 1 : 2));

    assertThat(observed.violations()).isEmpty();
    assertThat(observed.furthest()).isEqualTo(Map.of("t#i", 2));
  }

  private Observations read(String... lines) throws IOException {
    return Observations.read(Files.write(folder.resolve("observations"), List.of(lines)));
  }
}
