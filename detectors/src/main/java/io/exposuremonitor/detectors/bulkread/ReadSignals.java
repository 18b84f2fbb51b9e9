package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.bulkread.ReadVolumeState.Subject;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the evidence of one actor on one table to signals. */
final class ReadSignals {
  private final Subject subject;
  private final Policy.@Nullable Table table;

  ReadSignals(Subject subject, Policy policy) {
    this.subject = subject;
    this.table = policy.table(subject.table());
  }

  /** Reports all evidence of a judge. */
  void report(ReadJudge judge, DetectorContext context) {
    for (Map.Entry<Analytic, WindowEvidence> entry : judge.evidence().entrySet()) {
      context.signal(signal(entry.getKey(), entry.getValue()));
    }
  }

  private Signal signal(Analytic analytic, WindowEvidence seen) {
    return Signal.of(
            analytic,
            analytic.equals(Analytics.LOW_AND_SLOW)
                ? ReadLevels.slow(table)
                : ReadLevels.fast(table),
            seen.confidence())
        .about(subject.actor(), subject.table(), subject.account(), subject.region())
        .during(seen.start(), seen.end())
        .saying(
            seen.magnitude(),
            Messages.read(analytic, seen, subject.actor(), subject.table()),
            seen.evidence());
  }
}
