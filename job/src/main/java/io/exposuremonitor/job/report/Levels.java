package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Displays levels, worst first, and counts findings by level. */
final class Levels {
  private static final List<Level> WORST_FIRST = worstFirstOf(Level.values());

  private Levels() {}

  /** The level's title, such as {@code High}. */
  static String title(Level level) {
    return level.name().charAt(0) + level.word().substring(1);
  }

  /**
   * The number of findings of each level, every level included, worst first.
   *
   * @param further number of further findings by level
   */
  static Map<Level, Long> counts(List<Finding> findings, Map<Level, Long> further) {
    Map<Level, Long> counts = new EnumMap<>(Level.class);
    counts.putAll(further);
    for (Finding finding : findings) {
      counts.merge(finding.level(), 1L, Long::sum);
    }
    Map<Level, Long> ordered = new LinkedHashMap<>();
    WORST_FIRST.forEach(level -> ordered.put(level, counts.getOrDefault(level, 0L)));
    return ordered;
  }

  /** The number of findings of all levels. */
  static long total(Map<Level, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Level> worstFirstOf(Level... levels) {
    List<Level> reversed = new ArrayList<>(List.of(levels));
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }
}
