package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.text.EnumNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Signals lost records as {@code blindspot.gap}; all gaps of one source form one episode. Its
 * magnitude is the length of the gap in seconds, at least 1. There is no acting principal, so the
 * actor is the source's account if its ARN names one. ATT&amp;CK: T1562.008, disabled or modified
 * cloud logs.
 */
public final class GapSignals {
  /** The analytic of the signals. */
  public static final Analytic GAP =
      Analytic.behavioral(
          "blindspot.gap", "Records lost", "docs/detectors/blindspot.md", "T1562.008");

  private static final long SECOND_MILLIS = 1_000;

  private GapSignals() {}

  /** The signal for a gap. */
  public static Signal of(Gap gap) {
    String account = Arns.account(gap.source());
    boolean bounded = gap.from() > 0 && gap.from() <= gap.to();
    long start = bounded ? gap.from() : gap.to();
    long seconds = Math.max(1, (gap.to() - start) / SECOND_MILLIS);
    return Signal.of(GAP, Level.MEDIUM, Signal.Confidence.HIGH)
        .about(
            account.isEmpty() ? Actor.UNKNOWN : Actor.ofAccount(account),
            gap.source(),
            account,
            Arns.region(gap.source()))
        .during(start, gap.to())
        .saying(seconds, message(gap, bounded), evidence(gap, bounded, seconds));
  }

  private static String message(Gap gap, boolean bounded) {
    return "Not all of "
        + gap.source()
        + " was read: "
        + gap.cause().words()
        + (bounded
            ? ", from " + Instant.ofEpochMilli(gap.from()) + " to " + Instant.ofEpochMilli(gap.to())
            : "")
        + ". What happened in the meantime may have gone unseen.";
  }

  private static Evidence evidence(Gap gap, boolean bounded, long seconds) {
    Map<String, Long> counts = new HashMap<>();
    counts.put("gaps", 1L);
    if (bounded) {
      counts.put("gap_seconds", seconds);
    }
    Map<String, String> facts = new HashMap<>();
    facts.put("cause", EnumNames.kebabCase(gap.cause()));
    if (!gap.part().isEmpty()) {
      facts.put("part", gap.part());
    }
    if (!gap.detail().isEmpty()) {
      facts.put("detail", gap.detail());
    }
    return new Evidence(counts, facts, List.of());
  }
}
