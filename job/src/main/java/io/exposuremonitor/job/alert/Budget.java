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

  /** Nothing spent, once an hour has gone by; time never goes back. */
  Budget on(long time) {
    Budget now = at(route, time);
    return now.hour > hour ? now : this;
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
