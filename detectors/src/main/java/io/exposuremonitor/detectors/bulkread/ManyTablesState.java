package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link ManyTablesDetector} remembers of one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Size: up to 9 KB for each account and region that the actor reads in; under 400 bytes for one
 * that reads one table.
 */
public final class ManyTablesState {
  /** Start of the newest slot, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;

  /** Where it reads. */
  public List<Place> places = new ArrayList<>();

  /**
   * One account in one region.
   *
   * @param resource the ARN of all its tables, {@code arn:aws:dynamodb:REGION:ACCOUNT:table/*}
   * @param hours slots of ten minutes, with the tables read
   * @param history the most of each of the last days
   * @param tables when a table was last read (start of its slot, epoch milliseconds), by name: a
   *     sample for people
   */
  public record Place(
      String resource, List<Slot> hours, List<HistoryDay> history, Map<String, Long> tables) {
    public Place {
      hours = hours == null ? new ArrayList<>() : hours;
      history = history == null ? new ArrayList<>() : history;
      tables = tables == null ? new HashMap<>() : tables;
    }
  }
}
