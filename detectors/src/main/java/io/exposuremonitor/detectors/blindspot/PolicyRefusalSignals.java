package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signals refused changes as {@code blindspot.policy-refused}: their author assumes that they are
 * in force. All refusals of one file form one episode. The author of the change is unknown.
 */
public final class PolicyRefusalSignals {
  /** The analytic of the signals. */
  public static final Analytic REFUSED =
      Analytic.behavioral(
          "blindspot.policy-refused",
          "Changed policy refused",
          "docs/detectors/blindspot.md",
          "T1562.008");

  private PolicyRefusalSignals() {}

  /**
   * The signal for a refusal.
   *
   * @param time time of the refusal or of its repetition, epoch milliseconds
   */
  public static Signal of(PolicyRefusal refusal, long time) {
    return Signal.of(REFUSED, Level.MEDIUM, Signal.Confidence.HIGH)
        .about(Actor.UNKNOWN, refusal.file(), "", "")
        .during(time, time)
        .saying(1, message(refusal), evidence(refusal));
  }

  private static String message(PolicyRefusal refusal) {
    String more = refusal.mistakes() > 1 ? " (and " + (refusal.mistakes() - 1) + " more)" : "";
    return "A change of "
        + place(refusal)
        + " was refused: "
        + refusal.reason()
        + more
        + ". The previous version stays in force until it is corrected.";
  }

  private static String place(PolicyRefusal refusal) {
    return refusal.line() == 0
        ? refusal.file()
        : refusal.file() + ", line " + refusal.line() + ", column " + refusal.column() + ",";
  }

  private static Evidence evidence(PolicyRefusal refusal) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("mistakes", (long) refusal.mistakes());
    if (refusal.line() > 0) {
      counts.put("line", (long) refusal.line());
      counts.put("column", (long) refusal.column());
    }
    return new Evidence(
        counts,
        Map.of("reason", refusal.reason(), "policy_in_force", refusal.inForce()),
        List.of());
  }
}
