package io.exposuremonitor.job.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedTest {
  private final List<Sample> samples = new ArrayList<>();
  private long now = 1_764_158_400_000L;
  private final Counted counted = new Counted(samples::add, () -> now);

  @Test
  void emitsEveryCountEvenZero() {
    counted.add(DomainMetric.ALERTS_RETRIED, 0, "soc");
    counted.add(DomainMetric.ALERTS_RETRIED, 2, "soc");

    assertThat(samples)
        .containsExactly(
            Sample.of(DomainMetric.ALERTS_RETRIED, now, 0, "soc"),
            Sample.of(DomainMetric.ALERTS_RETRIED, now, 2, "soc"));
  }

  @Test
  void emitsGaugeOnChangeAndTwiceAMinute() {
    for (double value : new double[] {3, 3, 4, 4}) {
      counted.set(DomainMetric.ALERTS_WAITING, value, "soc");
    }
    counted.set(DomainMetric.ALERTS_WAITING, 4, "wall");
    now += 29_999;
    counted.set(DomainMetric.ALERTS_WAITING, 4, "soc");
    assertThat(samples).extracting(Sample::value).containsExactly(3.0, 4.0, 4.0);

    now++;
    counted.set(DomainMetric.ALERTS_WAITING, 4, "soc");
    counted.setPart("7", DomainMetric.BEHIND_LATEST, 5, "trail");
    counted.setPart("7", DomainMetric.BEHIND_LATEST, 5, "trail");

    assertThat(samples.subList(3, samples.size()))
        .containsExactly(
            Sample.of(DomainMetric.ALERTS_WAITING, now, 4, "soc"),
            Sample.of(DomainMetric.BEHIND_LATEST, now, 5, "trail").by("7"));
  }
}
