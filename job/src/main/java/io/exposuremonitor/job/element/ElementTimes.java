package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.finding.Episodes;
import java.io.Serializable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Defines the meaning of the timestamp that the engine keeps with each element behind the intake.
 * Elements carry their event times themselves, often many of them, so the timestamp is free for
 * another use.
 *
 * <p>In a live job the timestamp is the arrival time of the record from which the element derives:
 * the engine passes it on from element to element up to the finding, and no state holds it. An
 * element that a timer emits derives from no arrival and has no timestamp. A bounded run has no
 * arrival times, and the engine sorts by the timestamp, so there it is event time.
 *
 * @param areArrivals true in a live job
 */
public record ElementTimes(boolean areArrivals) implements Serializable {
  /** The value for an unknown arrival time. */
  public static final long NOT_KNOWN = ActivityBundler.NOT_KNOWN;

  /** The times of a job with this kind of reporting. */
  public static ElementTimes of(Episodes.Reporting reporting) {
    return new ElementTimes(reporting == Episodes.Reporting.LIFE_CYCLE);
  }

  /**
   * In a live job, the arrival time of the record from which the element derives.
   *
   * @return epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public static long arrival(StreamRecord<?> element) {
    // Elements of side outputs carry the smallest timestamp when they have none.
    boolean known = element.hasTimestamp() && element.getTimestamp() > 0;
    return known ? element.getTimestamp() : NOT_KNOWN;
  }

  /**
   * An element with its timestamp.
   *
   * @param eventTime epoch milliseconds
   * @param arrival arrival time of the record from which it derives, epoch milliseconds, or {@link
   *     #NOT_KNOWN}
   */
  public <T> StreamRecord<T> element(T value, long eventTime, long arrival) {
    return areArrivals ? arrived(value, arrival) : new StreamRecord<>(value, eventTime);
  }

  /**
   * A batch with the times of its calls and item changes limited to their arrival. Nothing happens
   * after its record arrived: a later time comes from a wrong clock or is forged. Without the
   * limit, detectors, which expect nothing much older than their newest event, would be blind to
   * the actor or the table until that time.
   *
   * @param arrival epoch milliseconds, or {@link #NOT_KNOWN}
   */
  public DecodedBatch arrived(DecodedBatch batch, long arrival) {
    boolean ahead =
        areArrivals && arrival != NOT_KNOWN && isAhead(batch.newest(Long.MIN_VALUE), arrival);
    return ahead ? batch.noLaterThan(arrival, SourcePulse.CLOCK_TOLERANCE_MILLIS) : batch;
  }

  /** True if a time is later than the arrival by more than clocks may differ. */
  public static boolean isAhead(long eventTime, long arrival) {
    return eventTime > arrival + SourcePulse.CLOCK_TOLERANCE_MILLIS;
  }

  /**
   * An element that the engine never sorts.
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
