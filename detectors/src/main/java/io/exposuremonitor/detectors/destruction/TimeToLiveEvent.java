package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * An event about a table's time to live: expired items, or a change.
 *
 * @param table the table's ARN, or its name
 * @param expired items that expired, or null
 * @param change the enabling of time to live, or null
 */
public record TimeToLiveEvent(
    String table, @Nullable DeletionTally expired, @Nullable Signal change) {
  /** Id of the rule that detects the enabling of time to live. */
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
