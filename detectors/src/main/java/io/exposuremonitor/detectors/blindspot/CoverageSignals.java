package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signals about tables for which CloudTrail records no data events. */
final class CoverageSignals {
  static final Analytic NOT_COVERED =
      Analytic.behavioral(
          "blindspot.table-not-covered",
          "Table without data events",
          "docs/detectors/blindspot.md",
          "T1562.008");

  private CoverageSignals() {}

  static Signal tableSilent(TableHour hour, TableCoverageState state, long missed) {
    Map<String, Long> counts = counts(state);
    counts.put("usual_events", missed);
    counts.put("other_tables", (long) hour.others());
    return signal(
        hour,
        state,
        Signal.Confidence.HIGH,
        String.format(
            Locale.ROOT,
            "CloudTrail has reported no read or write of %s since %s, though %s; about %,d events"
                + " would be usual. Reads of the table now go unseen.",
            Names.table(hour.signs().table()),
            Instant.ofEpochMilli((state.heard + 1) * RateBaseline.HOUR_MILLIS),
            life(state),
            missed),
        counts);
  }

  static Signal neverDelivered(TableHour hour, TableCoverageState state) {
    Map<String, Long> counts = counts(state);
    counts.put("other_tables", (long) hour.others());
    return signal(
        hour,
        state,
        Signal.Confidence.MEDIUM,
        String.format(
            Locale.ROOT,
            "CloudTrail has never reported a read or write of %s, though %s and it reports those"
                + " of other tables: its data events seem to be switched off.",
            Names.table(hour.signs().table()),
            life(state)),
        counts);
  }

  private static Signal signal(
      TableHour hour,
      TableCoverageState state,
      Signal.Confidence confidence,
      String message,
      Map<String, Long> counts) {
    String table = hour.signs().table();
    String account = Arns.account(table);
    return Signal.of(NOT_COVERED, Level.MEDIUM, confidence)
        .about(Actor.ofAccount(account), table, account, Arns.region(table))
        .during(state.dark.get(0).hour() * RateBaseline.HOUR_MILLIS, hour.signs().end())
        .saying(state.dark.size(), message, new Evidence(counts, Map.of(), List.of()));
  }

  private static Map<String, Long> counts(TableCoverageState state) {
    Map<String, Long> counts = new HashMap<>();
    counts.put("dark_hours", (long) state.dark.size());
    counts.put("item_changes", changes(state));
    return counts;
  }

  private static long changes(TableCoverageState state) {
    return state.dark.stream().mapToLong(DarkHour::changes).sum();
  }

  private static String life(TableCoverageState state) {
    long changes = changes(state);
    return changes == 0
        ? "the number or size of its items changed"
        : "its stream showed " + Names.count(changes, "change") + " of items";
  }
}
