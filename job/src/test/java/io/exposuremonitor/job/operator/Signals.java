package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;

/** Signals for tests of operators. */
public final class Signals {
  private Signals() {}

  /** A signal of one moment, about a Scan by one user. */
  public static Signal scan(String table, long time, long magnitude) {
    return Signal.of(
            new Analytic("bulk-read.table-scan", "Scan", Analytic.Type.BEHAVIORAL, List.of(), ""),
            Level.HIGH,
            Signal.Confidence.HIGH)
        .about(
            new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/a", "111122223333"),
            table,
            "111122223333",
            "eu-west-1")
        .during(time, time)
        .saying(magnitude, "read", new Evidence(Map.of(), Map.of(), List.of()));
  }
}
