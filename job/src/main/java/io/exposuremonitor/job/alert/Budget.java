package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A route's budget in the current hour of event time. An incident uses the budget of its level,
 * which incidents of higher levels use, too, and those of lower levels do not: a flood of high ones
 * can't hold back a critical one. Part of the state; native types only.
 *
 * @param route name
 * @param hour hours since the epoch
 * @param spent new incidents that were alerted, by the rank of their level
 * @param suppressed incidents that the budget held back, likewise; one that rises to a level of
 *     which none was held back counts again
 */
public record Budget(String route, long hour, List<Integer> spent, List<Integer> suppressed) {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final List<Integer> NONE = Collections.nCopies(Level.values().length, 0);

  /** Copies the lists. */
  public Budget {
    spent = spent == null ? NONE : List.copyOf(spent);
    suppressed = suppressed == null ? NONE : List.copyOf(suppressed);
  }

  static Budget at(String route, long time) {
    return new Budget(route, Math.floorDiv(time, HOUR_MILLIS), NONE, NONE);
  }

  /**
   * Starts a new budget when the hour has changed; the hour never goes back. An exception is an
   * hour in the future, caused by a forged event time or a wrong clock: it is replaced by the
   * current one, because otherwise the budget would not be renewed until that hour has passed.
   *
   * @param time event time, epoch milliseconds
   * @param now the clock, epoch milliseconds
   */
  Budget on(long time, long now) {
    Budget present = at(route, now);
    if (hour > present.hour) {
      return new Budget(route, present.hour, spent, NONE);
    }
    Budget next = at(route, Math.min(time, now));
    return next.hour > hour ? next : this;
  }

  Budget spend(Level level) {
    return new Budget(route, hour, oneMore(spent, level), suppressed);
  }

  Budget suppress(Level level) {
    return new Budget(route, hour, spent, oneMore(suppressed, level));
  }

  private static List<Integer> oneMore(List<Integer> counts, Level level) {
    List<Integer> more = new ArrayList<>(counts);
    more.set(level.rank(), more.get(level.rank()) + 1);
    return more;
  }

  /** Number of new incidents of this level and higher ones that were alerted. */
  int spentAt(Level level) {
    return atLeast(spent, level);
  }

  /** True when the budget held back an incident of this level or a higher one. */
  boolean hasSuppressed(Level level) {
    return atLeast(suppressed, level) > 0;
  }

  private static int atLeast(List<Integer> counts, Level level) {
    return counts.subList(level.rank(), counts.size()).stream().mapToInt(Integer::intValue).sum();
  }

  /** Id of the alert which reports that the budget of a level is spent. */
  String alert(Level level) {
    return "budget:" + route + ':' + hour + ':' + level.word();
  }

  /** The levels whose budgets may have been reported as spent. */
  List<Level> suppressedLevels() {
    return Arrays.stream(Level.values()).filter(level -> suppressed.get(level.rank()) > 0).toList();
  }
}
