package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import java.util.List;

/** A destination of the metrics. */
interface Exporter extends AutoCloseable {
  /**
   * Exports all series with their present values; must not block.
   *
   * @param now the clock, epoch milliseconds
   */
  void export(List<Measured> all, long now);

  @Override
  void close();
}
