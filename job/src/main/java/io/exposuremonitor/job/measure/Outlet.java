package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import java.util.List;

/** A way out for what was measured. */
interface Outlet extends AutoCloseable {
  /**
   * Takes everything as it is now; must not block.
   *
   * @param now the clock, epoch milliseconds
   */
  void tell(List<Measured> all, long now);

  @Override
  void close();
}
