package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The open incidents. All are kept, since their number is limited where incidents are created. */
final class OpenIncidents {
  /** Maximum number of incidents reported individually, the worst first. */
  static final int MAX_REPORTED = 50;

  private static final double MILLIS_PER_SECOND = 1e3;

  private static final Comparator<IncidentNote> WORST_FIRST =
      Comparator.comparing(IncidentNote::level)
          .thenComparingInt(IncidentNote::risk)
          .reversed()
          .thenComparing(IncidentNote::id);

  private final Map<String, IncidentNote> open = new TreeMap<>();

  void on(IncidentNote note) {
    if (note.change().isEnd()) {
      open.remove(note.id());
    } else {
      open.put(note.id(), note);
    }
  }

  Collection<IncidentNote> notes() {
    return open.values();
  }

  void restore(IncidentNote note) {
    open.put(note.id(), note);
  }

  /** The number of open incidents by level, without levels that have none. */
  Map<Level, Integer> byLevel() {
    Map<Level, Integer> counts = new EnumMap<>(Level.class);
    open.values().forEach(note -> counts.merge(note.level(), 1, Integer::sum));
    return counts;
  }

  /**
   * The current values. Tables keep their own names here, since there are no more of them than
   * incidents.
   */
  List<Measured> measured() {
    List<Measured> all = new ArrayList<>();
    Map<Level, Integer> counts = byLevel();
    for (Level level : Level.values()) {
      all.add(
          Measured.of(DomainMetric.INCIDENTS_OPEN, counts.getOrDefault(level, 0), level.word()));
    }
    Set<String> names = new HashSet<>();
    open.values().stream()
        .sorted(WORST_FIRST)
        .limit(MAX_REPORTED)
        .forEach(note -> add(note, names.add(note.shortId()) ? note.shortId() : note.id(), all));
    return all;
  }

  private static void add(IncidentNote note, String name, List<Measured> all) {
    all.add(
        Measured.of(
            DomainMetric.INCIDENT_INFO, 1, name, note.level().word(), note.family(), note.table()));
    all.add(Measured.of(DomainMetric.INCIDENT_RISK_SCORE, note.risk(), name));
    all.add(Measured.of(DomainMetric.INCIDENT_FINDINGS, note.findings(), name));
    all.add(Measured.of(DomainMetric.INCIDENT_STARTED, note.start() / MILLIS_PER_SECOND, name));
  }
}
