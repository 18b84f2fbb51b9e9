package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import io.exposuremonitor.detectors.partiql.Run.Merged;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Computes the expected findings from all events of one actor at once and without bounds. */
final class NaiveDetector {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;
  private static final long MINUTE = 60_000;

  /** With a lateness of one slot, the slot before the last is complete. */
  private static final long SETTLED = 2;

  private final Set<Event> events;
  private final long memory;
  private final long learning;
  private final long massWrites;
  private final long learningSince;
  private final Map<String, Merged> findings = new TreeMap<>();

  NaiveDetector(
      List<Event> events, Duration memory, Duration learning, long massWrites, long learningSince) {
    this.events = new HashSet<>(events);
    this.memory = memory.toMillis() / SLOT;
    this.learning = learning.toMillis();
    this.massWrites = massWrites;
    this.learningSince = learningSince;
  }

  Map<String, Merged> findings() {
    for (Event event : events) {
      novelty(event);
      scan(event);
      write(event);
    }
    return findings;
  }

  private void novelty(Event event) {
    Set<Long> uses = slots(other -> true);
    long history = isNew(uses, event) ? 0 : (slot(event) - runStart(uses, event)) * SLOT;
    boolean beganUnobserved = slot(event) * SLOT - history - learningSince < learning;
    if (isNew(uses, event) || (history < learning && !beganUnobserved)) {
      if (slot(event) * SLOT - learningSince >= learning) {
        Map<String, String> facts = new TreeMap<>();
        event.statements().stream()
            .map(Statement::shape)
            .min(String::compareTo)
            .ifPresent(shape -> facts.put("statement_shape", shape));
        event.statements().forEach(s -> facts.merge("verb", s.verb().name(), NaiveDetector::first));
        if (!event.errorCode().isEmpty()) {
          facts.put("error_code", event.errorCode());
        }
        found("first-use", event, Level.MEDIUM, Map.of(), facts);
      }
      return;
    }
    if (history < learning || !isProgram(event)) {
      return;
    }
    Set<String> shapes = new HashSet<>();
    events.forEach(other -> other.statements().forEach(s -> shapes.add(s.shape())));
    long known = shapes.stream().filter(shape -> !isNew(slotsOf(shape), event)).count();
    for (Statement statement : event.statements()) {
      if (isNew(slotsOf(statement.shape()), event)) {
        Map<String, String> facts = facts(statement);
        if (!event.errorCode().isEmpty()) {
          facts.put("error_code", event.errorCode());
        }
        found(
            "new-statement-shape",
            event,
            Level.MEDIUM,
            Map.of("known_shapes", known, "history_days", history / Duration.ofDays(1).toMillis()),
            facts);
      }
    }
  }

  private void scan(Event event) {
    long most = most(event, NaiveDetector::scans);
    for (Statement statement : event.statements()) {
      if (scans(event) > 0 && isScan(statement)) {
        boolean peek = event.limit() > 0 && event.limit() <= (event.console() ? 300 : 10);
        boolean look = peek && writes(event) == 0 && most <= 10;
        found(
            "full-scan",
            event,
            look ? Level.MEDIUM : Level.HIGH,
            Map.of("statements", most, "window_seconds", 300L),
            facts(statement));
      }
    }
  }

  private void write(Event event) {
    long most = most(event, NaiveDetector::writes);
    if (writes(event) > 0 && most >= massWrites) {
      Map<String, Long> counts = Map.of("statements", most, "window_seconds", 300L);
      found("mass-write", event, Level.HIGH, counts, Map.of());
    }
    for (Statement statement : event.statements()) {
      if (scans(event) > 0 && isScan(statement) && statement.verb() != Verb.SELECT) {
        found("mass-write", event, Level.HIGH, Map.of(), facts(statement));
      }
    }
  }

  private void found(
      String id, Event event, Level level, Map<String, Long> counts, Map<String, String> facts) {
    findings.merge(
        "partiql." + id + " " + event.table(), Merged.of(level, counts, facts), Merged::with);
  }

  private static Map<String, String> facts(Statement statement) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("statement_shape", statement.shape());
    facts.put("verb", statement.verb().name());
    facts.put("access", statement.access().name());
    return facts;
  }

  private boolean isNew(Set<Long> uses, Event event) {
    long slot = slot(event);
    return uses.stream().noneMatch(use -> use <= slot - SETTLED && use >= slot - memory);
  }

  private long runStart(Set<Long> uses, Event event) {
    List<Long> settled =
        uses.stream().filter(use -> use <= slot(event) - SETTLED).sorted().toList();
    long start = settled.get(settled.size() - 1);
    for (int i = settled.size() - 2; i >= 0 && start - settled.get(i) <= memory; i--) {
      start = settled.get(i);
    }
    return start;
  }

  private Set<Long> slotsOf(String shape) {
    return slots(
        event ->
            isProgram(event) && event.statements().stream().anyMatch(s -> s.shape().equals(shape)));
  }

  private Set<Long> slots(Predicate<Event> which) {
    Set<Long> slots = new HashSet<>();
    events.stream().filter(which).forEach(event -> slots.add(slot(event)));
    return slots;
  }

  /** Most statements in any five minutes with the event's own minute among them. */
  private long most(Event event, ToLongFunction<Event> count) {
    long minute = event.time() / MINUTE;
    return LongStream.rangeClosed(minute - 4, minute)
        .map(
            start ->
                events.stream()
                    .filter(other -> other.table().equals(event.table()))
                    .filter(
                        other ->
                            other.time() / MINUTE >= start && other.time() / MINUTE < start + 5)
                    .mapToLong(count)
                    .sum())
        .max()
        .orElseThrow();
  }

  private static long scans(Event event) {
    return event.errorCode().isEmpty()
        ? event.statements().stream().filter(NaiveDetector::isScan).count()
        : 0;
  }

  private static long writes(Event event) {
    return event.errorCode().isEmpty()
        ? event.statements().stream().filter(s -> s.verb() != Verb.SELECT).count()
        : 0;
  }

  private static boolean isScan(Statement statement) {
    return statement.access() == Access.FULL_SCAN;
  }

  private static boolean isProgram(Event event) {
    return event.actor().kind() == Actor.Kind.ROLE && !event.console();
  }

  private static long slot(Event event) {
    return event.time() / SLOT;
  }

  private static String first(String one, String other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
