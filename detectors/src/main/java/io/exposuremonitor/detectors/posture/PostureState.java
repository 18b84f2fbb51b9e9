package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link PostureDetector} for one table. A mutable state class: fields may be added,
 * never removed or renamed. About 600 bytes, plus 1.5 KB for each of at most {@value
 * PostureDetector#MAX_CALLS} calls of the last two days, and 0.5 KB for each change. Expires 45 to
 * 60 days after the last snapshot or call.
 */
public final class PostureState {
  /** The latest snapshot; null before the first. */
  public @Nullable TableFacts facts;

  /** Changes that wait for the call that made them. */
  public List<Worsening> waiting = new ArrayList<>();

  /** Calls whose effect a later snapshot may show; ascending by time. */
  public List<Signal> calls = new ArrayList<>();

  /**
   * Changes that snapshots of the last two days showed, at most {@value PostureDetector#MAX_SHOWN}.
   * If one of them happens again, a call from before it was shown can't be why.
   */
  public List<Worsening> shown = new ArrayList<>();
}
