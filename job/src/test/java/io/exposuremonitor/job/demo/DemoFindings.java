package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;

/** Findings as the monitor makes them in the demo. */
final class DemoFindings {
  private DemoFindings() {}

  /** The intruder's scan of customers. */
  static Finding scan(Level level, String title, String message) {
    return ExampleFinding.of("bulk-read.table-scan", 1)
        .analytic(
            new Analytic("bulk-read.table-scan", title, Analytic.Type.BEHAVIORAL, List.of(), ""))
        .level(level)
        .actor(new Actor(Actor.Kind.USER, Company.INTRUDER.id(), Company.ACCOUNT))
        .resource(Company.CUSTOMERS.arn())
        .account(Company.ACCOUNT)
        .region(Company.REGION)
        .message(message)
        .build();
  }
}
