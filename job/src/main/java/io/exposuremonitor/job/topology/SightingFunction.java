package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.sighting.Sighter;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.job.element.StreamTypes;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The shell around {@link Sighter}. What it remembers is not part of the state: after a restart it
 * emits sightings again.
 */
final class SightingFunction extends ProcessFunction<ActivityBundle, Sighting> {
  /**
   * Times each sighting by the slot of its bundle, for detectors to which the order within a slot
   * matters.
   */
  static final OutputTag<Sighting> AGAIN = new OutputTag<>("sightings-again", StreamTypes.SIGHTING);

  private static final long serialVersionUID = 1L;

  private transient Sighter sighter;

  @Override
  public void open(OpenContext context) {
    sighter = new Sighter();
  }

  @Override
  public void processElement(ActivityBundle bundle, Context context, Collector<Sighting> out) {
    sighter.on(bundle, out::collect, again -> context.output(AGAIN, again));
  }
}
