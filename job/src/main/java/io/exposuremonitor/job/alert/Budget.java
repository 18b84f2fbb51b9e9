package io.exposuremonitor.job.alert;

/**
 * What a route has spent in the current hour of event time. Part of the state; native types only.
 *
 * @param route name
 * @param hour since the epoch
 * @param spent new incidents that were alerted
 * @param suppressed new incidents that the budget held back
 */
public record Budget(String route, long hour, int spent, int suppressed) {
  private static final long HOUR_MILLIS = 3_600_000;

  static Budget at(String route, long time) {
    return new Budget(route, Math.floorDiv(time, HOUR_MILLIS), 0, 0);
  }

  /**
   * A fresh budget once an hour has passed; time never goes back. An hour in the future, from an
   * event that claims it or a clock that was wrong, is replaced by the current one: otherwise it
   * would hold until that hour has passed.
   *
   * @param time of an event, epoch milliseconds
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

  /** Id of the alert that says that the budget is spent. */
  String alert() {
    return "budget:" + route + ':' + hour;
  }
}
