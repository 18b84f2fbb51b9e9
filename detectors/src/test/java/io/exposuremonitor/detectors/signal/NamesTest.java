package io.exposuremonitor.detectors.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 1 second",
    "PT1.499S, 1 second",
    "PT1.5S, 2 seconds",
    "PT1M59S, 119 seconds",
    "PT2M, 2 minutes",
    "PT3M29S, 3 minutes",
    "PT3M30S, 4 minutes",
    "PT1H59M59S, 2 hours",
    "PT23H59M, 24 hours",
    "PT47H29M, 47 hours",
    "PT47H59M, 2 days",
    "P100D, 100 days"
  })
  void roundsDurationToTheLargestUnitWithAtLeastTwo(Duration length, String text) {
    assertThat(Names.duration(length.toMillis())).isEqualTo(text);
  }

  @Test
  void spellsOutWhatWouldActOnATerminal() {
    String name = "or\n\u001b[31mders";

    assertThat(Names.table(name)).isEqualTo("`or\\u000A\\u001B[31mders`");
    assertThat(Names.actor(new Actor(Actor.Kind.UNKNOWN, name, "")))
        .isEqualTo("or\\u000A\\u001B[31mders");
  }

  @Test
  void oneThingIsSingular() {
    assertThat(Names.count(1, "page")).isEqualTo("1 page");
    assertThat(Names.count(0, "page")).isEqualTo("0 pages");
    assertThat(Names.count(1_440, "page")).isEqualTo("1,440 pages");
  }
}
