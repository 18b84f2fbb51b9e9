package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change for the worse between two snapshots. Stored as state.
 *
 * @param finding id of the finding that rules raise for such a change
 * @param from time of the snapshot before it, epoch milliseconds
 * @param to time of the snapshot that shows it, epoch milliseconds
 * @param level the level of the signal
 * @param what the change as a clause: {@code point-in-time recovery of `orders` was switched off}
 * @param before the previous value
 * @param after the new value, or what was added to it
 * @param change the kind of change; null in state that was stored without it
 * @param values {@code after} as a list, never empty
 */
public record Worsening(
    String finding,
    long from,
    long to,
    Level level,
    String what,
    String before,
    String after,
    @Nullable Change change,
    List<String> values) {

  public Worsening {
    values = values == null ? List.of(after) : List.copyOf(values);
  }

  /**
   * @param was the previous value
   * @param values the new value, or what was added to it; not empty
   */
  static Worsening of(
      Change change, TableFacts before, TableFacts after, String was, List<String> values) {
    return of(change, before.time(), after.time(), after.table(), was, values);
  }

  private static Worsening of(
      Change change, long from, long to, String table, String was, List<String> values) {
    return new Worsening(
        change.finding(),
        from,
        to,
        change.level(values),
        change.clause(Names.table(table), values),
        was,
        String.join(", ", values),
        change,
        values);
  }

  /**
   * This change reduced to some of its values.
   *
   * @param table the table's ARN
   */
  Worsening limitedTo(List<String> some, String table) {
    return change == null || some.equals(values) ? this : of(change, from, to, table, before, some);
  }

  /** Whether the same was already seen to happen earlier, so that it was undone in between. */
  boolean repeats(Worsening earlier) {
    return change != null
        && change == earlier.change
        && earlier.to <= from
        && !Collections.disjoint(values, earlier.values);
  }
}
