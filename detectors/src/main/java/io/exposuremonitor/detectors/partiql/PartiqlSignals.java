package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates the signals of one bundle, with messages and evidence. Counts and facts are functions of
 * the events alone: merged by their maxima, they are the same in any order.
 */
final class PartiqlSignals {
  private static final String GUIDE = "docs/detectors/partiql.md";

  static final Analytic FIRST_USE = analytic("first-use", "First use of PartiQL", "T1213.006");
  static final Analytic NEW_SHAPE =
      analytic("new-statement-shape", "New PartiQL statement", "T1213.006", "T1190");
  static final Analytic FULL_SCAN =
      analytic("full-scan", "PartiQL statement without a key", "T1213.006", "T1530");
  static final Analytic MASS_WRITE =
      analytic("mass-write", "Mass write by PartiQL", "T1485", "T1565.001");

  private final ActivityBundle bundle;
  private final long shapesForgotten;

  /**
   * @param shapesForgotten number of the actor's shapes that were evicted; part of every signal,
   *     since new shapes may go unnoticed then
   */
  PartiqlSignals(ActivityBundle bundle, long shapesForgotten) {
    this.bundle = bundle;
    this.shapesForgotten = shapesForgotten;
  }

  private static Analytic analytic(String name, String title, String... techniques) {
    return Analytic.behavioral("partiql." + name, title, GUIDE, techniques);
  }

  /**
   * @param historyDays whole days since the first use
   */
  Signal firstUse(Selection calls, long historyDays) {
    String message =
        "%s used PartiQL %s, on %s: find out who runs it, and list the actor in partiqlUsers if it"
            + " may use it.";
    String since =
        historyDays == 0
            ? "for the first time"
            : "again, " + Names.count(historyDays, "day") + " after the first time";
    return about(calls, Signal.of(FIRST_USE, Level.MEDIUM, Confidence.MEDIUM))
        .saying(
            1,
            message.formatted(actor(), since, table()),
            evidence(calls, Map.of(), facts(calls, false)));
  }

  Signal newShape(Selection calls, long knownShapes, long historyDays) {
    String message =
        "%s, known for %s, issued a new one on %s: look for a deployment that"
            + " explains it, or else for injection or for somebody who uses its credentials.";
    Map<String, Long> counts = Map.of("known_shapes", knownShapes, "history_days", historyDays);
    return about(calls, Signal.of(NEW_SHAPE, Level.MEDIUM, Confidence.MEDIUM))
        .saying(
            1,
            message.formatted(actor(), Names.count(knownShapes, "PartiQL statement"), table()),
            evidence(calls, counts, facts(calls, true)));
  }

  Signal fullScan(Selection calls, Level level, long statements) {
    String message =
        "%s ran PartiQL on the whole of %s, without a key, %s within five minutes: ask its"
            + " owner why, and withdraw its credentials if nobody knows.";
    return about(calls, Signal.of(FULL_SCAN, level, Confidence.HIGH))
        .saying(
            statements,
            message.formatted(actor(), table(), statements == 1 ? "once" : statements + " times"),
            evidence(calls, withinWindow(statements), facts(calls, true)));
  }

  Signal massWrite(Selection calls, Written written, long statements) {
    String message =
        String.format(
            Locale.ROOT,
            "%s changed %s with %d PartiQL statements within five minutes, such as %s: stop it"
                + " unless a migration is under way, and check that the table can be restored to"
                + " the time before.",
            actor(),
            table(),
            statements,
            written.shape());
    Selection all = calls.with(written);
    return about(all, Signal.of(MASS_WRITE, Level.HIGH, Confidence.HIGH))
        .saying(statements, message, evidence(all, withinWindow(statements), Map.of()));
  }

  Signal writeWithoutKey(Selection calls) {
    String message =
        "%s changed or deleted items of %s with a PartiQL statement that names no key: stop it, and"
            + " check that the table can be restored to the time before.";
    return about(calls, Signal.of(MASS_WRITE, Level.HIGH, Confidence.HIGH))
        .saying(
            1, message.formatted(actor(), table()), evidence(calls, Map.of(), facts(calls, true)));
  }

  private static Map<String, Long> withinWindow(long statements) {
    return Map.of("statements", statements, "window_seconds", TableCounts.WINDOW_MINUTES * 60L);
  }

  private Signal.During about(Selection calls, Signal.Raised raised) {
    return raised
        .about(bundle.actor(), bundle.resource(), calls.account(), calls.region())
        .during(calls.start(), calls.end());
  }

  private Evidence evidence(Selection calls, Map<String, Long> counts, Map<String, String> facts) {
    Map<String, Long> allCounts = new TreeMap<>(counts);
    if (shapesForgotten > 0) {
      allCounts.put("shapes_forgotten", shapesForgotten);
    }
    return new Evidence(Collections.unmodifiableMap(allCounts), facts, calls.events());
  }

  /** The access is omitted for calls with several accesses, since the shape only has its own. */
  private static Map<String, String> facts(Selection calls, boolean oneAccess) {
    Map<String, String> facts = new TreeMap<>();
    put(facts, "statement_shape", calls.shape());
    put(facts, "access", oneAccess ? calls.access() : null);
    put(facts, "verb", calls.verb());
    put(facts, "error_code", calls.errorCode().isEmpty() ? null : calls.errorCode());
    return Collections.unmodifiableMap(facts);
  }

  private static void put(Map<String, String> facts, String name, @Nullable String fact) {
    if (fact != null) {
      facts.put(name, fact);
    }
  }

  private String actor() {
    return Names.actor(bundle.actor());
  }

  private String table() {
    return Names.table(bundle.resource());
  }
}
