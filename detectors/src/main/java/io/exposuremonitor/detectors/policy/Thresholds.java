package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.OverrideIndex.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The detectors' thresholds: general ones, and some for certain actors and tables. Immutable. */
public final class Thresholds {
  /** The documented defaults. */
  public static final Thresholds DEFAULTS = new Thresholds(ThresholdSchema.defaults(), List.of());

  private final Map<Class<?>, DetectorThresholds> values;
  private final List<ThresholdOverride> overrides;
  private final OverrideIndex index;

  /**
   * @param values the general thresholds, by class
   * @param overrides thresholds that apply only to some actors and tables, first match wins
   */
  Thresholds(Map<Class<?>, DetectorThresholds> values, List<ThresholdOverride> overrides) {
    this.values = Map.copyOf(values);
    this.overrides = List.copyOf(overrides);
    index =
        new OverrideIndex(
            overrides.stream()
                .map(override -> new Pair(override.actor(), override.table()))
                .toList());
  }

  /** The general thresholds, by class. */
  public Map<Class<?>, DetectorThresholds> values() {
    return values;
  }

  /** The overrides in the order in which they are tried. */
  public List<ThresholdOverride> overrides() {
    return overrides;
  }

  /** The general thresholds of a class. */
  public <T extends DetectorThresholds> T of(Class<T> type) {
    return of(type, values);
  }

  private static <T extends DetectorThresholds> T of(
      Class<T> type, Map<Class<?>, DetectorThresholds> values) {
    DetectorThresholds found = values.get(type);
    if (found == null) {
      throw new IllegalArgumentException("no thresholds: " + type);
    }
    return type.cast(found);
  }

  /** The thresholds that apply to an actor on a table. */
  <T extends DetectorThresholds> T of(Class<T> type, String actorId, String tableArn) {
    int first = index.first(actorId, tableArn, at -> overrides.get(at).values().containsKey(type));
    return of(type, first == overrides.size() ? values : overrides.get(first).values());
  }

  /** A copy with other general thresholds of one class. */
  public Thresholds with(DetectorThresholds changed) {
    Map<Class<?>, DetectorThresholds> all = new HashMap<>(values);
    all.put(changed.getClass(), changed);
    return new Thresholds(all, overrides);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Thresholds thresholds
        && values.equals(thresholds.values)
        && overrides.equals(thresholds.overrides);
  }

  @Override
  public int hashCode() {
    return 31 * values.hashCode() + overrides.hashCode();
  }

  @Override
  public String toString() {
    return values + " " + overrides;
  }
}
