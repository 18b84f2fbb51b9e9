package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import java.net.URI;
import java.util.List;

/** Routes of alerts, for tests that don't connect: nothing listens at their address. */
final class ExampleRoutes {
  private ExampleRoutes() {}

  /**
   * A route for all incidents of at least a low level.
   *
   * @param budget new incidents per hour of event time; 0 for no limit
   */
  static RouteSettings of(String name, RouteSettings.Type type, int budget) {
    return of(name, type, Level.LOW, List.of(), List.of(), List.of(), budget);
  }

  static RouteSettings of(
      String name,
      RouteSettings.Type type,
      Level level,
      List<String> families,
      List<String> labels,
      List<String> accounts,
      int budget) {
    return new RouteSettings(
        name,
        type,
        URI.create("http://127.0.0.1:1/"),
        "env:KEY",
        RouteSettings.Aws.NONE,
        level,
        families,
        labels,
        accounts,
        budget);
  }
}
