package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.signal.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The names that an incident shows: those with the most severe findings first, then in natural
 * order. Which names are kept depends only on the findings, not on their order: a name is left out
 * while as many others have more severe findings, which they never lose.
 *
 * @param names at most {@value IncidentState#MAX_NAMES}
 * @param levels the highest level of a finding about each of the names
 */
record RankedNames(List<String> names, List<Level> levels) {
  private static final Comparator<Entry<String, Level>> WORST_FIRST =
      Entry.<String, Level>comparingByValue().reversed().thenComparing(Entry.comparingByKey());

  static RankedNames of(String name, Level level) {
    return name.isEmpty()
        ? new RankedNames(List.of(), List.of())
        : new RankedNames(List.of(name), List.of(level));
  }

  RankedNames and(RankedNames other) {
    Map<String, Level> all = new HashMap<>();
    addTo(all);
    other.addTo(all);
    List<Entry<String, Level>> worst =
        all.entrySet().stream().sorted(WORST_FIRST).limit(IncidentState.MAX_NAMES).toList();
    return new RankedNames(
        worst.stream().map(Entry::getKey).toList(), worst.stream().map(Entry::getValue).toList());
  }

  private void addTo(Map<String, Level> all) {
    for (int i = 0; i < names.size(); i++) {
      // A state from before levels were stored has none.
      Level level = i < levels.size() ? levels.get(i) : Level.INFORMATIONAL;
      all.merge(names.get(i), level, (one, other) -> one.atLeast(other) ? one : other);
    }
  }
}
