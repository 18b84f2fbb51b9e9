package io.exposuremonitor.job.alert;

/**
 * What a route has told in the present hour of event time. Part of the state; native types only.
 *
 * @param route name
 * @param hour since the epoch
 * @param spent new incidents told
 * @param suppressed new incidents not told
 */
public record Budget(String route, long hour, int spent, int suppressed) {
  private static final long HOUR_MILLIS = 3_600_000;

  static Budget at(String route, long time) {
    return new Budget(route, Math.floorDiv(time, HOUR_MILLIS), 0, 0);
  }

  /**
   * Nothing spent, once an hour has gone by; time never goes back. An hour that is yet to come, as
   * of an event that claims it or of a clock that was wrong, is taken for the present one: it would
   * hold until it has gone by.
   *
   * @param time of an event, epoch milliseconds
   * @param now of the machine, likewise
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

  /** Id of the alert that tells that it is spent. */
  String alert() {
    return "budget:" + route + ':' + hour;
  }
}
