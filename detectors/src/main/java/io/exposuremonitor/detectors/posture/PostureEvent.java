package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Either a snapshot of a table or a rule's signal about a call on it.
 *
 * @param table the table's ARN
 * @param facts the inventory's snapshot, or null
 * @param call the rule's signal, or null
 */
public record PostureEvent(String table, @Nullable TableFacts facts, @Nullable Signal call) {
  /** A snapshot. */
  public static PostureEvent of(TableFacts facts) {
    return new PostureEvent(facts.table(), facts, null);
  }

  /**
   * A call.
   *
   * @param table the table that the signal's resource is or belongs to
   */
  public static PostureEvent of(String table, Signal call) {
    return new PostureEvent(table, null, call);
  }
}
