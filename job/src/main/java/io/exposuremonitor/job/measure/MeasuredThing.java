package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.Sample;
import org.jspecify.annotations.Nullable;

/**
 * An input of the measurements; exactly one of the three is present.
 *
 * @param sample a sample, or null
 * @param finding an open finding, or null
 * @param incident an open incident, or null
 */
public record MeasuredThing(
    @Nullable Sample sample, @Nullable FindingNote finding, @Nullable IncidentNote incident) {
  static MeasuredThing of(Sample sample) {
    return new MeasuredThing(sample, null, null);
  }

  static MeasuredThing of(FindingNote finding) {
    return new MeasuredThing(null, finding, null);
  }

  static MeasuredThing of(IncidentNote incident) {
    return new MeasuredThing(null, null, incident);
  }
}
