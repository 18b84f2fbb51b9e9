package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to do with a table's time to live: one of two.
 *
 * @param table the table's ARN, else its name
 * @param expired items that expired, or null
 * @param change that time to live was switched on, or null
 */
public record TimeToLiveEvent(
    String table, @Nullable DeletionTally expired, @Nullable Signal change) {
  /** Id of the rule whose signals tell that time to live was switched on. */
  public static final String ENABLED = "destruction.ttl-enabled";

  /** Items that expired. */
  public static TimeToLiveEvent of(DeletionTally expired) {
    return new TimeToLiveEvent(expired.table(), expired, null);
  }

  /**
   * A change of the table's settings.
   *
   * @param change a signal of {@link #ENABLED}
   */
  public static TimeToLiveEvent of(Signal change) {
    return new TimeToLiveEvent(change.resource(), null, change);
  }
}
