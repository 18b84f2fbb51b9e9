package io.exposuremonitor.connectors.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  @Property
  void doublesUpToTheMaximum(@ForAll @IntRange(min = 1) int failures, @ForAll long seed) {
    long whole = (long) Math.min(10_000, 100 * Math.pow(2, failures - 1));

    assertThat(backoff.pause(failures, new Random(seed)).toMillis()).isBetween(whole / 2, whole);
  }
}
