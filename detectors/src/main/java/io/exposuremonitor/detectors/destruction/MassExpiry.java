package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates the signals of items that expire after time to live was enabled. ATT&amp;CK: T1485. */
final class MassExpiry {
  static final Analytic ANALYTIC =
      Analytic.behavioral(
          "destruction.ttl-abuse",
          "Items made to expire in bulk",
          "docs/detectors/destruction.md",
          "T1485");

  private MassExpiry() {}

  /**
   * @param known the policy's entry for the table, or null
   */
  static Signal signal(
      String table, TimeToLiveChange change, DeletionEvidence seen, Policy.@Nullable Table known) {
    Map<String, Long> counts = new TreeMap<>(seen.counts());
    long percent = MassDelete.percent(seen.magnitude(), known);
    if (percent > 0) {
      counts.put("coverage_percent", percent);
    }
    boolean restricted = known != null && known.sensitivity() == Policy.Sensitivity.RESTRICTED;
    return Signal.of(ANALYTIC, restricted ? Level.HIGH : Level.MEDIUM, Signal.Confidence.MEDIUM)
        .about(change.actor(), table, change.account(), change.region())
        .during(Math.min(change.time(), seen.start()), seen.end())
        .saying(
            seen.magnitude(),
            message(table, change, seen, percent),
            new Evidence(counts, Map.of("source", "item changes"), change.events()));
  }

  private static String message(
      String table, TimeToLiveChange change, DeletionEvidence seen, long percent) {
    String share = percent == 0 ? "" : String.format(Locale.ROOT, ", about %d %% of it,", percent);
    return String.format(
        Locale.ROOT,
        "%,d items of %s%s expired within %s of time to live being switched on by %s",
        seen.magnitude(),
        Names.table(table),
        share,
        Names.duration(seen.end() - change.time()),
        Names.actor(change.actor()));
  }
}
