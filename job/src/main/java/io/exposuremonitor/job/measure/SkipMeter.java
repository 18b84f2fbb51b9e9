package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Meter;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.job.element.SkippedInput;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts skipped inputs, by reason. */
final class SkipMeter implements Meter<SkippedInput> {
  private final Map<String, Long> byReason = new HashMap<>();

  @Override
  public void add(SkippedInput skipped, long now) {
    byReason.merge(skipped.reasonName(), 1L, Long::sum);
  }

  @Override
  public void drain(Consumer<Sample> out) {
    byReason.forEach(
        (reason, count) ->
            out.accept(Sample.atArrival(DomainMetric.SKIPPED_INPUTS, (double) count, reason)));
    byReason.clear();
  }
}
