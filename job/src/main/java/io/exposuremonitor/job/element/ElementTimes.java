package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.finding.Episodes;
import java.io.Serializable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What the time says that the engine keeps with each element behind the intake. Event times are in
 * the elements themselves, which hold many of them, so it is free for something else.
 *
 * <p>In a job that goes on it is the arrival of what the element rests on: the engine hands it on
 * from element to element as far as the finding, and no state holds it. What a timer brings rests
 * on no arrival and has none. A bounded run has no arrivals, and the engine sorts by it: there it
 * is event time.
 *
 * @param areArrivals true in a job that goes on
 */
public record ElementTimes(boolean areArrivals) implements Serializable {
  /** The arrival of what nobody saw arrive. */
  public static final long NOT_KNOWN = ActivityBundler.NOT_KNOWN;

  /** Of a job that tells of findings in this way. */
  public static ElementTimes of(Episodes.Reporting reporting) {
    return new ElementTimes(reporting == Episodes.Reporting.LIFE_CYCLE);
  }

  /**
   * In a job that goes on: when that arrived which the element rests on.
   *
   * @return epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public static long arrival(StreamRecord<?> element) {
    // The engine's side outputs have the least time where there is none.
    boolean known = element.hasTimestamp() && element.getTimestamp() > 0;
    return known ? element.getTimestamp() : NOT_KNOWN;
  }

  /**
   * An element.
   *
   * @param eventTime epoch milliseconds
   * @param arrival of what it rests on, epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public <T> StreamRecord<T> element(T value, long eventTime, long arrival) {
    return areArrivals ? arrived(value, arrival) : new StreamRecord<>(value, eventTime);
  }

  /**
   * A call as detectors may see it. None completes after its record arrived: one that says so, by a
   * wrong clock or on purpose, counts as of its arrival, for detectors expect nothing older than
   * their newest event, and would see nothing of its actor until then.
   *
   * @param arrival epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public Activity arrived(Activity call, long arrival) {
    boolean ahead =
        areArrivals
            && arrival != NOT_KNOWN
            && call.time() - arrival > SourcePulse.CLOCK_TOLERANCE_MILLIS;
    return ahead ? call.at(arrival) : call;
  }

  /**
   * An element that nothing sorts.
   *
   * @param arrival see {@link #element}
   */
  public <T> StreamRecord<T> untimed(T value, long arrival) {
    return areArrivals ? arrived(value, arrival) : new StreamRecord<>(value);
  }

  private static <T> StreamRecord<T> arrived(T value, long arrival) {
    return arrival == NOT_KNOWN ? new StreamRecord<>(value) : new StreamRecord<>(value, arrival);
  }
}
