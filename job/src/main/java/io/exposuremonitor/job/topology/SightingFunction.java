package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.sighting.Sighter;
import io.exposuremonitor.detectors.sighting.Sighting;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The shell around {@link Sighter}. What it remembers is no state: after a restart it tells again.
 */
final class SightingFunction extends RichFlatMapFunction<ActivityBundle, Sighting> {
  private static final long serialVersionUID = 1L;

  private transient Sighter sighter;

  @Override
  public void open(OpenContext context) {
    sighter = new Sighter();
  }

  @Override
  public void flatMap(ActivityBundle bundle, Collector<Sighting> out) {
    sighter.on(bundle, out::collect);
  }
}
