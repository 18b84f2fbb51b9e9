package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.detection.RecordedContext;
import io.exposuremonitor.detectors.detection.Restart;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs the detector as an engine does: one key, and wake-ups once event time has passed them by the
 * lateness.
 */
final class Run {
  private final PartiqlDetector detector;
  private final RecordedContext context;
  private final List<Signal> signals = new ArrayList<>();
  private final TreeSet<Long> wakeUps = new TreeSet<>();
  private long now = Long.MIN_VALUE;
  private PartiqlState state;

  Run(Policy policy, long learningSince) {
    this.context = new RecordedContext(policy, signals, wakeUps);
    this.detector = new PartiqlDetector(Observation.unbrokenSince(learningSince));
  }

  /** Feeds each event in a bundle of its own. */
  Run take(Event... events) {
    return take(List.of(events));
  }

  Run take(List<Event> events) {
    events.forEach(event -> takeTogether(List.of(event)));
    return this;
  }

  /** Feeds all events in one bundle. */
  Run takeTogether(List<Event> events) {
    events.forEach(event -> passTo(event.time()));
    ActivityBundle bundle = Event.bundle(events);
    state = detector.on(state, bundle, context);
    return this;
  }

  /** Advances event time without events of this actor. */
  Run passTo(long time) {
    now = Math.max(now, time);
    long lateness = context.policy().findings().lateness().toMillis();
    while (!wakeUps.isEmpty() && wakeUps.first() + lateness <= now) {
      long due = wakeUps.pollFirst();
      if (state != null) {
        state = detector.onTime(state, due, context);
      }
    }
    return this;
  }

  /** Continues with a copy of the state, as from a savepoint. */
  Run restart() {
    if (state != null) {
      Map<String, TableCounts> tables = new HashMap<>();
      state.tables.forEach(
          (table, counts) -> {
            List<MinuteCount> minutes = new ArrayList<>();
            for (MinuteCount count : counts.minutes()) {
              minutes.add(
                  new MinuteCount(
                      count.minute(),
                      count.scans().clone(),
                      count.writes().clone(),
                      count.written()));
            }
            tables.put(table, new TableCounts(minutes));
          });
      state = Restart.copy(state);
      state.tables = tables;
    }
    return this;
  }

  PartiqlState state() {
    return state;
  }

  Set<Long> wakeUps() {
    return wakeUps;
  }

  List<Signal> signals() {
    return signals;
  }

  List<String> ids() {
    return signals.stream().map(signal -> signal.analytic().id()).toList();
  }

  List<Signal> signals(String id) {
    return signals.stream().filter(signal -> signal.analytic().id().equals(id)).toList();
  }

  /** The properties of a finding that must not depend on the order of arrival. */
  record Merged(Level level, Map<String, Long> counts, Map<String, String> facts) {
    static Merged of(Level level, Map<String, Long> counts, Map<String, String> facts) {
      return new Merged(level, new TreeMap<>(counts), new TreeMap<>(facts));
    }

    Merged with(Merged other) {
      other.counts.forEach((name, count) -> counts.merge(name, count, Math::max));
      other.facts.forEach(
          (name, fact) -> facts.merge(name, fact, (a, b) -> a.compareTo(b) < 0 ? a : b));
      return new Merged(level.atLeast(other.level) ? level : other.level, counts, facts);
    }
  }

  /** Signals merged by analytic and resource. */
  Map<String, Merged> findings() {
    Map<String, Merged> findings = new TreeMap<>();
    for (Signal signal : signals) {
      findings.merge(
          signal.analytic().id() + " " + signal.resource(),
          Merged.of(signal.level(), signal.evidence().counts(), signal.evidence().facts()),
          Merged::with);
    }
    return findings;
  }

  /** The time and the events of a finding. */
  record TimeAndEvents(long start, long end, List<EventReference> events) {
    TimeAndEvents with(TimeAndEvents other) {
      return new TimeAndEvents(
          Math.min(start, other.start),
          Math.max(end, other.end),
          EventReference.sample(events, other.events));
    }
  }

  /** The same of all signals, merged by analytic and resource. */
  Map<String, TimeAndEvents> evidence() {
    Map<String, TimeAndEvents> evidence = new TreeMap<>();
    for (Signal signal : signals) {
      evidence.merge(
          signal.analytic().id() + " " + signal.resource(),
          new TimeAndEvents(signal.start(), signal.end(), signal.evidence().events()),
          TimeAndEvents::with);
    }
    return evidence;
  }
}
