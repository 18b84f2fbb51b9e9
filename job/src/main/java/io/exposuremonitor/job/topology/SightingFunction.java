package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.sighting.Sighter;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.job.element.StreamTypes;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Flink function around {@link Sighter}. Its memory is not part of the state: after a restart it
 * emits sightings again.
 */
final class SightingFunction extends ProcessFunction<ActivityBundle, Sighting> {
  /**
   * Sightings that repeat others of their slot in a later part of it, for detectors that depend on
   * the order within a slot.
   */
  static final OutputTag<Sighting> AGAIN = new OutputTag<>("sightings-again", StreamTypes.SIGHTING);

  private static final long serialVersionUID = 1L;

  private final Duration lateness;

  private transient Sighter sighter;

  /**
   * @param lateness lateness bound of events
   */
  SightingFunction(Duration lateness) {
    this.lateness = lateness;
  }

  @Override
  public void open(OpenContext context) {
    sighter = new Sighter(lateness);
  }

  @Override
  public void processElement(ActivityBundle bundle, Context context, Collector<Sighting> out) {
    sighter.on(bundle, out::collect, again -> context.output(AGAIN, again));
  }
}
