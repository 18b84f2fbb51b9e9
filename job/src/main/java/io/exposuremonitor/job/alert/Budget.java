package io.exposuremonitor.job.alert;

/**
 * A route's budget in the current hour of event time. Part of the state; native types only.
 *
 * @param route name
 * @param hour hours since the epoch
 * @param spent new incidents that were alerted
 * @param suppressed new incidents that the budget held back
 */
public record Budget(String route, long hour, int spent, int suppressed) {
  private static final long HOUR_MILLIS = 3_600_000;

  static Budget at(String route, long time) {
    return new Budget(route, Math.floorDiv(time, HOUR_MILLIS), 0, 0);
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
      return new Budget(route, present.hour, spent, 0);
    }
    Budget next = at(route, Math.min(time, now));
    return next.hour > hour ? next : this;
  }

  Budget spend() {
    return new Budget(route, hour, spent + 1, suppressed);
  }

  Budget suppress() {
    return new Budget(route, hour, spent, suppressed + 1);
  }

  /** Id of the alert that reports the spent budget. */
  String alert() {
    return "budget:" + route + ':' + hour;
  }
}
