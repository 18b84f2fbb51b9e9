package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.DomainMetrics;
import java.util.List;

/** Exposes the metrics to scrapes of this process. */
final class ScrapeExporter implements Exporter {
  @Override
  public void export(List<Measured> all, long now) {
    DomainMetrics.OF_PROCESS.show(this, all);
  }

  @Override
  public void close() {
    DomainMetrics.OF_PROCESS.hide(this);
  }
}
