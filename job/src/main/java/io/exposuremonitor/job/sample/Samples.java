package io.exposuremonitor.job.sample;

import io.exposuremonitor.detectors.measure.Sample;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** How samples travel. */
public final class Samples {
  /** What somebody has measured. */
  public static final TypeInformation<Sample> TYPE = TypeInformation.of(Sample.class);

  /** What tasks that do something else have counted besides. */
  public static final OutputTag<Sample> COUNTED = new OutputTag<>("counted", TYPE);

  private Samples() {}
}
