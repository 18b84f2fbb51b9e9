package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Creates the signals of refused calls, with messages and evidence. */
final class DeniedBurstSignals {
  private static final Analytic BURST =
      Analytic.behavioral(
          "access.denied-burst",
          "Many calls refused",
          "docs/detectors/conduct.md",
          "T1580",
          "T1078.004");

  private DeniedBurstSignals() {}

  /** Refusals that were followed by a first success. */
  static Signal succeeded(Actor actor, FirstSuccess first, List<Refused> refused) {
    List<EventReference> events = events(refused);
    Map<String, String> facts = new TreeMap<>();
    facts.put("succeeded", first.done().toLowerCase(Locale.ROOT));
    if (!first.event().eventId().isEmpty()) {
      events.add(first.event());
      // The sample may not contain it.
      facts.put("success_event", first.event().eventId());
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s made %,d different calls within an hour that were denied or named tables that do"
                + " not exist, and then %s %s, which it had never done before: find out who is"
                + " trying what it may do, and take away what it does not need.",
            Names.actor(actor),
            Refused.targets(refused),
            done(first.done()),
            Names.table(first.table()));
    return Signal.of(BURST, Level.MEDIUM, first.believed() ? Confidence.HIGH : Confidence.MEDIUM)
        .about(actor, first.table(), first.account(), first.region())
        .during(refused.get(0).time(), first.time())
        .saying(Refused.targets(refused), message, evidence(refused, facts, events));
  }

  /**
   * Refusals of new uses and of a long-standing use of a table, in which the actor then succeeded
   * again.
   *
   * @param own the refusal of the long-standing use
   * @param again start of the quarter of an hour in which it succeeded again, epoch milliseconds
   * @param before all refusals within the hour before that
   */
  static Signal regained(Actor actor, Refused own, long again, List<Refused> before) {
    String message =
        String.format(
            Locale.ROOT,
            "%s made %,d different calls within an hour that were denied or named tables that do"
                + " not exist, many of which it had never made, and then succeeded again with %s,"
                + " where it had failed: find out who is trying what it may do, and who let it in.",
            Names.actor(actor),
            Refused.targets(before),
            Names.table(own.table()));
    return Signal.of(BURST, Level.MEDIUM, Confidence.MEDIUM)
        .about(actor, own.table(), Arns.account(own.table()), Arns.region(own.table()))
        .during(before.get(0).time(), again)
        .saying(
            Refused.targets(before),
            message,
            evidence(before, Map.of("succeeded", "again"), events(before)));
  }

  /** Refusals without a success. */
  static Signal refused(Sighting sighting, List<Refused> refused) {
    Actor actor = sighting.actor();
    String account = account(sighting, refused);
    String message =
        String.format(
            Locale.ROOT,
            "%s made %,d different calls within an hour that were denied or named tables that do"
                + " not exist: find out who is trying what it may do.",
            Names.actor(actor),
            Refused.targets(refused));
    return Signal.of(BURST, Level.LOW, Confidence.MEDIUM)
        .about(actor, TableArns.everyTable(account), account, "")
        .during(
            refused.get(0).time(), refused.stream().mapToLong(Refused::last).max().orElseThrow())
        .saying(Refused.targets(refused), message, evidence(refused, Map.of(), events(refused)));
  }

  /**
   * The account whose tables a burst is about: the actor's own if it was refused any table there,
   * or if its calls named none; else that of the tables, since an actor from outside probes ours.
   */
  private static String account(Sighting sighting, List<Refused> refused) {
    String own = sighting.actor().account();
    List<String> owners =
        refused.stream()
            .map(one -> Arns.account(one.table()))
            .filter(owner -> !owner.isEmpty())
            .sorted()
            .toList();
    if (owners.isEmpty()) {
      return own.isEmpty() ? sighting.account() : own;
    }
    return owners.contains(own) ? own : owners.get(0);
  }

  private static Evidence evidence(
      List<Refused> refused, Map<String, String> facts, List<EventReference> events) {
    long tables = refused.stream().map(Refused::table).distinct().count();
    return new Evidence(
        Map.of("refused_calls", Refused.targets(refused), "refused_tables", tables),
        facts,
        EventReference.sample(events));
  }

  private static List<EventReference> events(List<Refused> refused) {
    List<EventReference> events = new ArrayList<>();
    refused.forEach(one -> events.addAll(one.events()));
    return events;
  }

  private static String done(String kind) {
    return switch (Sighting.Kind.valueOf(kind)) {
      case READ -> "read";
      case WRITE -> "wrote to";
      case READ_BACK -> "read items back from";
      case STREAM -> "read the changes of";
      case COPY -> "copied";
      case REFUSED -> "was refused";
      case COUNT -> "counted the items of";
      case FETCH -> "fetched exported files from";
    };
  }
}
