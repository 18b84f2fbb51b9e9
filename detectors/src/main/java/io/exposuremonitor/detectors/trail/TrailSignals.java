package io.exposuremonitor.detectors.trail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates the signals of {@link TrailWatch}. */
final class TrailSignals {
  private static final Analytic NOT_COVERED =
      Analytic.behavioral(
          "blindspot.table-not-covered",
          "Table without data events",
          "docs/detectors/blindspot.md",
          "T1562.008");

  private TrailSignals() {}

  /**
   * @param unrecorded names of the calls that no trail records
   * @param sign the event that shows it
   * @param by the event that caused it; the sign itself if no other is known
   * @param listed whether all trails of the account are known
   */
  static Signal notCovered(
      String table, List<String> unrecorded, TrailEvent sign, TrailEvent by, boolean listed) {
    String account = Arns.account(table);
    Actor actor = by.actor() == null ? Actor.ofAccount(account) : by.actor();
    Map<String, String> facts = new TreeMap<>();
    facts.put("not_recorded", String.join(", ", unrecorded));
    facts.put("seen_by", sign.event() == null ? "inventory" : "call");
    if (by.event() != null) {
      facts.put("trail", by.name());
    }
    return Signal.of(
            NOT_COVERED, Level.MEDIUM, listed ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM)
        .about(actor, table, account, Arns.region(table))
        .during(sign.time(), sign.time())
        .saying(
            unrecorded.size(),
            message(table, unrecorded, by, listed),
            new Evidence(
                Map.of("calls_not_recorded", (long) unrecorded.size()),
                facts,
                by.event() == null ? List.of() : List.of(by.event())));
  }

  private static String message(
      String table, List<String> unrecorded, TrailEvent sign, boolean listed) {
    boolean all = unrecorded.size() == DataCall.TABLE_READS.size();
    String what = all ? "reads" : String.join(", ", unrecorded);
    if (sign.actor() == null) {
      return "No trail records " + what + " of " + Names.table(table) + ".";
    }
    return Names.actor(sign.actor())
        + " changed the trail "
        + Arns.name(sign.name())
        + ": it no longer records "
        + what
        + " of "
        + Names.table(table)
        + (listed ? ", and no other trail does." : ". Unless another trail does, they go unseen.");
  }
}
