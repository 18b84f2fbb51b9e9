package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The open findings, and the metrics of tables derived from them. */
final class OpenFindings {
  /**
   * Maximum number of open findings; the earliest opened are evicted first, and counted as dropped
   * samples.
   */
  static final int MAX = 10_000;

  private static final double PERCENT = 100;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Map<String, FindingNote> open = new LinkedHashMap<>();

  /** The effect of a finding's new phase. */
  record Step(boolean isNew, boolean rises, boolean displaces) {}

  /** The open findings of one table, summarised. */
  private static final class Exposure {
    private final Map<Level, Integer> byLevel = new EnumMap<>(Level.class);
    private int coveragePercent;
    private long since = Long.MAX_VALUE;

    void add(FindingNote note) {
      byLevel.merge(note.level(), 1, Integer::sum);
      coveragePercent = Math.max(coveragePercent, note.coveragePercent());
      if (note.exposes() && note.level().atLeast(Level.MEDIUM)) {
        since = Math.min(since, note.start());
      }
    }
  }

  Step on(FindingNote note) {
    @Nullable FindingNote before = open.get(note.uid());
    boolean opens = before == null && note.phase() == Finding.Phase.OPENED;
    boolean rises = before != null && note.level().compareTo(before.level()) > 0;
    if (note.phase() == Finding.Phase.CLOSED) {
      open.remove(note.uid());
      return new Step(false, rises, false);
    }
    open.put(note.uid(), note);
    boolean displaces = open.size() > MAX;
    if (displaces) {
      Iterator<String> oldest = open.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return new Step(opens, rises, displaces);
  }

  Collection<FindingNote> notes() {
    return open.values();
  }

  void restore(FindingNote note) {
    open.put(note.uid(), note);
  }

  /**
   * The current values.
   *
   * @param known label values of tables that have had findings; these are reported even if none is
   *     open
   * @param label returns the label of a table
   */
  List<Measured> measured(Collection<List<String>> known, UnaryOperator<String> label) {
    Map<String, Exposure> tables = new TreeMap<>();
    known.forEach(labels -> tables.computeIfAbsent(labels.get(0), table -> new Exposure()));
    for (FindingNote note : open.values()) {
      if (note.isAboutTable()) {
        tables.computeIfAbsent(label.apply(note.table()), table -> new Exposure()).add(note);
      }
    }
    List<Measured> all = new ArrayList<>();
    tables.forEach((table, exposure) -> add(table, exposure, all));
    return all;
  }

  private static void add(String table, Exposure exposure, List<Measured> all) {
    for (Level level : Level.values()) {
      int count = exposure.byLevel.getOrDefault(level, 0);
      all.add(Measured.of(DomainMetric.TABLE_OPEN_FINDINGS, count, table, level.word()));
    }
    all.add(
        Measured.of(DomainMetric.TABLE_EXPOSED_RATIO, exposure.coveragePercent / PERCENT, table));
    if (exposure.since != Long.MAX_VALUE) {
      all.add(
          Measured.of(DomainMetric.TABLE_EXPOSED_SINCE, exposure.since / MILLIS_PER_SECOND, table));
    }
  }
}
