package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;

/** Findings as the monitor makes them in the demo. */
final class DemoFindings {
  private DemoFindings() {}

  /** The intruder's scan of customers. */
  static Finding scan(Level level, String title, String message) {
    return new Finding(
        "uid-1",
        Finding.Phase.OPENED,
        new Analytic("bulk-read.table-scan", title, Analytic.Type.BEHAVIORAL, List.of(), ""),
        level,
        Signal.Confidence.HIGH,
        new Actor(Actor.Kind.USER, Company.INTRUDER.id(), Company.ACCOUNT),
        Company.CUSTOMERS.arn(),
        Company.ACCOUNT,
        Company.REGION,
        1,
        1,
        1,
        message,
        new Evidence(Map.of(), Map.of(), List.of()));
  }
}
