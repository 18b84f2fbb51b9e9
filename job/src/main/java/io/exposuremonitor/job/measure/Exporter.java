package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import java.util.List;

/** A destination of the measurements. */
interface Exporter extends AutoCloseable {
  /**
   * Takes all series with their present values; must not block.
   *
   * @param now the clock, epoch milliseconds
   */
  void export(List<Measured> all, long now);

  @Override
  void close();
}
