package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReadVolumeDetector} remembers of one actor on one table. A mutable state class:
 * fields may be added, never removed or renamed.
 *
 * <p>Maximum size, with a null byte for each field as Flink's own serialisers write it: an actor
 * that reads ten items in one sitting takes under 700 bytes, ten spread over a day under 1,250; one
 * that makes thousands of calls of several kinds in every quarter of an hour, all week, takes under
 * 40 KB. Each origin of a named event adds what it holds. That is with the default lateness bound
 * of a quarter of an hour; each further two and a half minutes add at most 1.4 KB.
 */
public final class ReadVolumeState {
  /** Time of the newest event, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;

  /** Weeks whose last day starts before this time, epoch milliseconds, have been evaluated. */
  public long judgedBefore = Long.MIN_VALUE;

  /** Slots of two and a half minutes, with the event ids and keys seen. */
  public List<Slot> minutes = new ArrayList<>();

  /** Slots of ten minutes, with the keys seen. */
  public List<Slot> hours = new ArrayList<>();

  /** Slots of four hours, with the keys seen. */
  public List<Slot> days = new ArrayList<>();

  /** Slots of a day, with the keys seen. */
  public List<Slot> weeks = new ArrayList<>();

  /** Parallel scans, by ten minutes. */
  public List<ParallelScan> parallelScans = new ArrayList<>();

  /** Daily maxima of the last days. */
  public List<HistoryDay> history = new ArrayList<>();

  /** Sample of the events of each slot of each length. */
  public List<SampledRead> samples = new ArrayList<>();

  /** Where the events of {@link #samples} came from, each origin once. */
  public List<Origin> origins = new ArrayList<>();

  /** When the actor wrote leases to the table; null for never. */
  public @Nullable Recency leases;

  /** Set once a wake-up may raise a signal; else null, to save space. */
  public @Nullable Subject subject;

  /** The actor and the table of this state. */
  public record Subject(Actor actor, String table, String account, String region) {}
}
