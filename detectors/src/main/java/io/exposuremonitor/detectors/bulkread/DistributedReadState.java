package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link DistributedReadDetector} remembers of one table. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Size: up to 28 KB for the table, and up to 900 bytes for each of at most {@value
 * DistributedReadDetector#MAX_ACTORS} actors, and 2 KB for the others.
 */
public final class DistributedReadState {
  /** ARN of the table. */
  public String table = "";

  /** Account that owns the table, or whose log recorded the reads if the table's ARN names none. */
  public String account = "";

  /** AWS region. */
  public String region = "";

  /** Start of the newest slot, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;

  /**
   * Windows of an hour whose last slot starts before this time, epoch milliseconds, have been
   * evaluated.
   */
  public long hoursJudgedBefore = Long.MIN_VALUE;

  /**
   * Windows of a day whose last slot starts before this time, epoch milliseconds, have been
   * evaluated.
   */
  public long daysJudgedBefore = Long.MIN_VALUE;

  /** The table's slots of ten minutes. */
  public List<Slot> hours = new ArrayList<>();

  /** The table's slots of four hours. */
  public List<Slot> days = new ArrayList<>();

  /** The actors that read the table. */
  public List<ActorReads> actors = new ArrayList<>();

  /** Sampled events of a few actors per slot. */
  public List<SampledActor> samples = new ArrayList<>();

  /** Daily maxima of the last days. */
  public List<HistoryDay> history = new ArrayList<>();

  /**
   * The reads of one actor.
   *
   * @param actor the actor
   * @param hours slots of ten minutes: pages, keys
   * @param days slots of four hours: pages, keys
   */
  public record ActorReads(Actor actor, List<Slot> hours, List<Slot> days) {
    public ActorReads {
      hours = hours == null ? new ArrayList<>() : hours;
      days = days == null ? new ArrayList<>() : days;
    }
  }
}
