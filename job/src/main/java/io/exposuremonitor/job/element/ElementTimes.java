package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.finding.Episodes;
import java.io.Serializable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The meaning of the timestamp that the engine keeps with each element behind the intake. Elements
 * carry their event times themselves, and many of them each, so the timestamp is free for something
 * else.
 *
 * <p>In a live job it is the arrival time of the record that the element rests on: the engine
 * passes it on from element to element up to the finding, and no state holds it. What a timer emits
 * rests on no arrival and has no timestamp. A bounded run has no arrival times, and the engine
 * sorts by the timestamp: there it is event time.
 *
 * @param areArrivals true in a live job
 */
public record ElementTimes(boolean areArrivals) implements Serializable {
  /** The arrival time when none is known. */
  public static final long NOT_KNOWN = ActivityBundler.NOT_KNOWN;

  /** The times of a job that reports findings in this way. */
  public static ElementTimes of(Episodes.Reporting reporting) {
    return new ElementTimes(reporting == Episodes.Reporting.LIFE_CYCLE);
  }

  /**
   * In a live job, the arrival time of the record that the element rests on.
   *
   * @return epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public static long arrival(StreamRecord<?> element) {
    // Elements of side outputs carry the smallest timestamp when there is none.
    boolean known = element.hasTimestamp() && element.getTimestamp() > 0;
    return known ? element.getTimestamp() : NOT_KNOWN;
  }

  /**
   * An element with its timestamp.
   *
   * @param eventTime epoch milliseconds
   * @param arrival arrival time of the record that it rests on, epoch milliseconds, or {@link
   *     #NOT_KNOWN}
   */
  public <T> StreamRecord<T> element(T value, long eventTime, long arrival) {
    return areArrivals ? arrived(value, arrival) : new StreamRecord<>(value, eventTime);
  }

  /**
   * A call as detectors may see it. No call completes after its record arrived: one that claims to,
   * because of a wrong clock or on purpose, counts as of its arrival. Otherwise detectors, which
   * expect nothing much older than their newest event, would be blind to its actor until then.
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
