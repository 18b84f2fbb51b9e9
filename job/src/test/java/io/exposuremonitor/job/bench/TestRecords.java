package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.Traffic;

/** A small corpus. */
final class TestRecords {
  static final ProductionDay DAY =
      ProductionDay.of(1, 500, BenchOptions.START).with(BenchOptions.SPAN, Traffic.ZIPF);
  static final Corpus CORPUS = Corpus.of(DAY);

  private TestRecords() {}
}
