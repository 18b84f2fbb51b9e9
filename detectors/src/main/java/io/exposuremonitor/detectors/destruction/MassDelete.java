package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.itemchange.TableId;
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

/** Creates the signals of deleted items. ATT&amp;CK: T1485 data destruction. */
final class MassDelete {
  static final Analytic ANALYTIC =
      Analytic.behavioral(
          "destruction.mass-delete",
          "Items deleted in bulk",
          "docs/detectors/destruction.md",
          "T1485");

  private MassDelete() {}

  /**
   * @param table the policy's entry for the table, or null
   */
  static Signal signal(DeletionTally tally, DeletionEvidence seen, Policy.@Nullable Table table) {
    Map<String, Long> counts = new TreeMap<>(seen.counts());
    long percent = percent(seen.magnitude(), table);
    if (percent > 0) {
      counts.put("coverage_percent", percent);
    }
    boolean stream = isStream(tally);
    return Signal.of(
            ANALYTIC,
            level(table),
            seen.hasHistory() ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM)
        .about(tally.actor(), tally.table(), tally.account(), tally.region())
        .during(seen.start(), seen.end())
        .saying(
            seen.magnitude(),
            message(tally, seen, percent, stream),
            new Evidence(
                counts, Map.of("source", stream ? "item changes" : "calls"), tally.events()));
  }

  /** A stream contains no actor, so the table's account takes its place. */
  private static boolean isStream(DeletionTally tally) {
    return tally.actor().equals(TableId.ownedBy(tally.account()));
  }

  private static String message(
      DeletionTally tally, DeletionEvidence seen, long percent, boolean stream) {
    String share = percent == 0 ? "" : String.format(Locale.ROOT, ", about %d %% of it,", percent);
    String by = stream ? "" : " by " + Names.actor(tally.actor());
    return String.format(
        Locale.ROOT,
        "%,d items of %s%s deleted in %s%s, not by time to live",
        seen.magnitude(),
        Names.table(tally.table()),
        share,
        Names.duration(seen.end() - seen.start()),
        by);
  }

  static long percent(long items, Policy.@Nullable Table table) {
    return table == null || table.itemCount() == 0
        ? 0
        : Math.min(100, items * 100 / table.itemCount());
  }

  private static Level level(Policy.@Nullable Table table) {
    return table != null && table.sensitivity() == Policy.Sensitivity.RESTRICTED
        ? Level.CRITICAL
        : Level.HIGH;
  }
}
