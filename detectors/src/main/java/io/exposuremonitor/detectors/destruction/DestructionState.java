package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@link DestructionDetector} for one actor, or account, and one table. A mutable
 * state class: fields may be added, never removed or renamed.
 *
 * <p>Size: under 300 bytes for a handful of deletions; up to 10 KB while thousands are deleted
 * every few minutes, 60 KB while the shards of the stream are hours apart; under 1 KB of history
 * after a day without any.
 */
public final class DestructionState {
  /** Time of the latest deletion, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;

  /** Slots of two and a half minutes, with their distinct items. */
  public List<Slot> minutes = new ArrayList<>();

  /** Slots of ten minutes, with their distinct items. */
  public List<Slot> hours = new ArrayList<>();

  /** Slots of four hours, with their distinct items. */
  public List<Slot> days = new ArrayList<>();

  /** Daily maxima of the last days. */
  public List<HistoryDay> history = new ArrayList<>();
}
