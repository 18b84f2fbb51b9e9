package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link ManyTablesDetector} remembers of one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Size: up to 12 KB for each account and Region that the actor reads in; under 2 KB if it reads
 * one table all day, under 500 bytes if it does so occasionally.
 */
public final class ManyTablesState {
  /** Start of the newest slot, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;

  /** The accounts and Regions in which the actor reads. */
  public List<Place> places = new ArrayList<>();

  /**
   * One account in one region.
   *
   * @param resource the ARN of all its tables, {@code arn:aws:dynamodb:REGION:ACCOUNT:table/*}
   * @param hours slots of ten minutes, with the tables read
   * @param days slots of four hours, with the tables read
   * @param history daily maxima of the last days
   * @param tables sampled names of the tables read in each slot
   * @param pages sampled events of each slot
   */
  public record Place(
      String resource,
      List<Slot> hours,
      List<Slot> days,
      List<HistoryDay> history,
      List<SampledTable> tables,
      List<SampledPage> pages) {
    public Place {
      hours = hours == null ? new ArrayList<>() : hours;
      days = days == null ? new ArrayList<>() : days;
      history = history == null ? new ArrayList<>() : history;
      tables = tables == null ? new ArrayList<>() : tables;
      pages = pages == null ? new ArrayList<>() : pages;
    }
  }
}
