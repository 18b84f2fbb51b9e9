package io.exposuremonitor.detectors.destruction;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@link TimeToLiveDetector} for one table. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Size: as {@link DestructionState}, and 400 bytes for each of at most {@value
 * TimeToLiveDetector#MAX_CHANGES} changes.
 */
public final class TimeToLiveState {
  /** Items that expired, by window. */
  public DestructionState expired = new DestructionState();

  /** When time to live was enabled, ascending. */
  public List<TimeToLiveChange> changes = new ArrayList<>();
}
