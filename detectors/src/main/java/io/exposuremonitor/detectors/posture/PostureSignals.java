package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Signals about tables that are less protected than before. */
final class PostureSignals {
  private static final String GUIDE = "docs/inventory.md";

  private PostureSignals() {}

  /** Titles and ATT&amp;CK techniques match those of the rules on the calls. */
  private static Analytic analytic(String id) {
    return switch (id) {
      case Comparison.RECOVERY_REMOVED ->
          analytic(id, "Protection of a table removed", "T1485", "T1490");
      case Comparison.ENCRYPTION_WEAKENED ->
          analytic(id, "Customer key removed from a table", "T1213.006");
      case Comparison.POLICY_FOREIGN ->
          analytic(id, "Table shared with a foreign account or everyone", "T1098", "T1537");
      case Comparison.NEW_REGION ->
          analytic(id, "Table replicated to a Region that is not in use", "T1074.002");
      case Comparison.STREAM_ENABLED ->
          analytic(id, "Change stream switched on for a table", "T1020");
      case Comparison.KINESIS_DESTINATION ->
          analytic(id, "Changes of a table sent to a Kinesis stream", "T1020");
      default -> throw new AssertionError("unknown finding id: " + id);
    };
  }

  private static Analytic analytic(String id, String title, String... techniques) {
    return Analytic.behavioral(id, title, GUIDE, techniques);
  }

  /** The call's own signal, with the inventory's observation added. */
  static Signal seen(Signal call, List<Worsening> made) {
    Map<String, String> facts = new TreeMap<>(call.evidence().facts());
    facts.putAll(facts(made));
    return call.with(new Evidence(call.evidence().counts(), facts, call.evidence().events()));
  }

  /**
   * Changes for which no call was seen.
   *
   * @param changes of one finding, between the same two snapshots
   */
  static Signal unseen(String table, List<Worsening> changes) {
    Worsening first = changes.get(0);
    String account = Arns.account(table);
    Level level =
        changes.stream().map(Worsening::level).max(Comparator.naturalOrder()).orElseThrow();
    String what = changes.stream().map(Worsening::what).collect(Collectors.joining(", and "));
    return Signal.of(analytic(first.finding()), level, Signal.Confidence.MEDIUM)
        .about(Actor.ofAccount(account), table, account, Arns.region(table))
        .during(first.from(), first.to())
        .saying(
            1,
            what.substring(0, 1).toUpperCase(Locale.ROOT)
                + what.substring(1)
                + " between "
                + second(first.from())
                + " and "
                + second(first.to())
                + ", according to the inventory; the logs contain no call that explains "
                + (changes.size() == 1 ? "it." : "them."),
            new Evidence(Map.of(), facts(changes), List.of()));
  }

  private static Map<String, String> facts(List<Worsening> changes) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("seen_by_inventory", joined(changes, worse -> second(worse.to()).toString()));
    facts.put("before", joined(changes, Worsening::before));
    facts.put("after", joined(changes, Worsening::after));
    return facts;
  }

  private static String joined(List<Worsening> changes, Function<Worsening, String> value) {
    return changes.stream().map(value).distinct().collect(Collectors.joining(", "));
  }

  private static Instant second(long time) {
    return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS);
  }
}
