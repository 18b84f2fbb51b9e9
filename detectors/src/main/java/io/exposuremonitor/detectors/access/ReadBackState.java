package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link ReadBackDetector} for one actor and table. A mutable state class: fields may
 * be added, never removed or renamed.
 *
 * <p>Size: 40 bytes for an actor that reads the table, or whose writes return nothing; for others
 * up to 6 KB while writes return items, and 1 KB of history.
 */
public final class ReadBackState extends ExpiringState {
  /** When the actor read the table; null for never. */
  public @Nullable Recency reads;

  /** Slots of ten minutes: distinct items returned by writes. */
  public List<Slot> slots = new ArrayList<>();

  /** Slots of four hours, likewise. */
  public List<Slot> longSlots = new ArrayList<>();

  /** Daily maxima of the last days: items within an hour, and within a day. */
  public List<HistoryDay> history = new ArrayList<>();

  /** Event time of the latest write that returned an item, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;
}
