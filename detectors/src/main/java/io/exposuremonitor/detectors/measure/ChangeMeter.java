package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.sensitivity.ItemTally;
import java.util.function.Consumer;

/** Measures the delivery delays of one source's item changes. */
public final class ChangeMeter implements Meter<ItemTally> {
  private final Arrivals arrivals;

  /**
   * @param source name of the input
   */
  public ChangeMeter(String source) {
    arrivals = new Arrivals(source);
  }

  @Override
  public void add(ItemTally tally, long now) {
    arrivals.add(tally.last(), now);
  }

  @Override
  public void drain(Consumer<Sample> out) {
    arrivals.drain(out);
  }
}
