package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTest {
  @Test
  void givesTheSameObjectForEqualOnes() {
    Canonical<List<String>> canonical = new Canonical<>();
    List<String> first = new ArrayList<>(List.of("orders"));

    assertThat(canonical.of(first)).isSameAs(first);
    assertThat(canonical.of(new ArrayList<>(List.of("orders")))).isSameAs(first);
  }

  @Test
  void givesAnEqualObjectWhateverIsCrowdedOut() {
    Canonical<String> canonical = new Canonical<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        String text = "table-" + i;
        assertThat(canonical.of(text)).isEqualTo(text);
      }
    }
  }

  @Test
  void tellsWhatCollidesApart() {
    Canonical<String> canonical = new Canonical<>();

    assertThat(canonical.of("Aa")).isEqualTo("Aa");
    assertThat(canonical.of("BB")).as("of the same hash").isEqualTo("BB");
    assertThat(canonical.of("Aa")).isEqualTo("Aa");
  }
}
