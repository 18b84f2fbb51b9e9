package io.exposuremonitor.job.sample;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The streams of samples. */
public final class Samples {
  /** The type of samples. */
  public static final TypeInformation<Sample> TYPE = TypeInformation.of(Sample.class);

  /** The side output of tasks that emit samples besides something else. */
  public static final OutputTag<Sample> COUNTED = new OutputTag<>("counted", TYPE);

  private Samples() {}

  /** Counts one thing that a detector forgot; see {@link DomainMetric#FORGOTTEN}. */
  public static Sample forgotten(String what) {
    return Sample.atArrival(DomainMetric.FORGOTTEN, 1, what);
  }
}
