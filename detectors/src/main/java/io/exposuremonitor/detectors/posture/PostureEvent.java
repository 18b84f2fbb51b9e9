package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A look at a table, or what a rule said of a call about it; one of the two.
 *
 * @param table the table's ARN
 * @param facts what the inventory saw
 * @param call what a rule said
 */
public record PostureEvent(String table, @Nullable TableFacts facts, @Nullable Signal call) {
  /** A look. */
  public static PostureEvent of(TableFacts facts) {
    return new PostureEvent(facts.table(), facts, null);
  }

  /**
   * A call.
   *
   * @param table that the signal's resource is, or belongs to
   */
  public static PostureEvent of(String table, Signal call) {
    return new PostureEvent(table, null, call);
  }
}
