package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
  static Signal seen(Signal call, Worsening worse) {
    Map<String, String> facts = new TreeMap<>(call.evidence().facts());
    facts.putAll(facts(worse));
    return call.with(new Evidence(call.evidence().counts(), facts, call.evidence().events()));
  }

  /** A change for which no call was seen. */
  static Signal unseen(String table, Worsening worse) {
    String account = Arns.account(table);
    String sentence =
        worse.what().substring(0, 1).toUpperCase(Locale.ROOT) + worse.what().substring(1);
    return Signal.of(analytic(worse.finding()), worse.level(), Signal.Confidence.MEDIUM)
        .about(Actor.ofAccount(account), table, account, Arns.region(table))
        .during(worse.from(), worse.to())
        .saying(
            1,
            sentence
                + " between "
                + second(worse.from())
                + " and "
                + second(worse.to())
                + ", according to the inventory; the logs contain no call that explains it.",
            new Evidence(Map.of(), facts(worse), List.of()));
  }

  private static Map<String, String> facts(Worsening worse) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("seen_by_inventory", second(worse.to()).toString());
    facts.put("before", worse.before());
    facts.put("after", worse.after());
    return facts;
  }

  private static Instant second(long time) {
    return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS);
  }
}
