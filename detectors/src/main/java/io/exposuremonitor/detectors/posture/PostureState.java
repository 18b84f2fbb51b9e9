package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PostureDetector} remembers of one table. A mutable state class: fields may be added,
 * never removed or renamed. About 600 bytes, and 1.5 KB for each call of the last two days, of
 * which it keeps {@value PostureDetector#MOST_CALLS} at most.
 */
public final class PostureState {
  /** The last look; null while there was none. */
  public @Nullable TableFacts facts;

  /** What worsened and waits for the call that did it. */
  public List<Worsening> waiting = new ArrayList<>();

  /** Calls that may have done what a look is still to see; ascending by time. */
  public List<Signal> calls = new ArrayList<>();
}
