package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.List;
import java.util.Map;

/** A typical finding, of which tests change the relevant properties. */
public final class ExampleFinding {
  private static final Finding SCAN =
      new Finding(
          "uid",
          Phase.OPENED,
          analytic("bulk-read.table-scan"),
          Level.HIGH,
          Confidence.HIGH,
          new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/App", "111122223333"),
          "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
          "111122223333",
          "eu-west-1",
          0,
          0,
          0,
          "orders read by App",
          new Evidence(Map.of(), Map.of(), List.of()),
          false);

  private ExampleFinding() {}

  /** A finding of the given analytic that was just opened, with all of its events at one time. */
  public static FindingBuilder of(String analyticId, long time) {
    return SCAN.toBuilder().analytic(analytic(analyticId)).time(time).start(time).end(time);
  }

  private static Analytic analytic(String id) {
    return new Analytic(id, "title of " + id, Analytic.Type.BEHAVIORAL, List.of(), "");
  }
}
