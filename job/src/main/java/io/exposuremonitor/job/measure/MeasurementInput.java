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
public record MeasurementInput(
    @Nullable Sample sample, @Nullable FindingNote finding, @Nullable IncidentNote incident) {
  static MeasurementInput of(Sample sample) {
    return new MeasurementInput(sample, null, null);
  }

  static MeasurementInput of(FindingNote finding) {
    return new MeasurementInput(null, finding, null);
  }

  static MeasurementInput of(IncidentNote incident) {
    return new MeasurementInput(null, null, incident);
  }
}
