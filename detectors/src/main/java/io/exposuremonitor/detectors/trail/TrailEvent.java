package io.exposuremonitor.detectors.trail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that shows a trail's settings or the existence of a table.
 *
 * @param kind kind of event
 * @param time epoch milliseconds
 * @param name a table's ARN, a trail's ARN, or for {@link Kind#TRAILS} an account and region, as
 *     {@link TrailView#place} writes them
 * @param trails for {@link Kind#TRAILS}, all that record them; for {@link Kind#SELECTORS}, one that
 *     holds the new selectors
 * @param actor the caller; null if there was no call
 * @param event the call; null if there was none
 */
public record TrailEvent(
    Kind kind,
    long time,
    String name,
    List<TrailView> trails,
    @Nullable Actor actor,
    @Nullable EventReference event) {
  /** The kind of a sign. */
  public enum Kind {
    /** Data events of a table were recorded, or it was found in an inventory. */
    TABLE,
    /** The trails that record an account and region were listed: these, and no others. */
    TRAILS,
    /** A trail's selectors were replaced. */
    SELECTORS,
    /** A trail's logging was started. */
    STARTED,
    /** A trail's logging was stopped, or the trail was deleted. */
    STOPPED
  }

  /** A table that exists. */
  public static TrailEvent ofTable(String table, long time) {
    return new TrailEvent(Kind.TABLE, time, table, List.of(), null, null);
  }

  /** All trails that record an account and region. */
  public static TrailEvent ofTrails(String place, List<TrailView> trails, long time) {
    return new TrailEvent(Kind.TRAILS, time, place, trails, null, null);
  }
}
