package io.exposuremonitor.detectors.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The detectors' thresholds.
 *
 * @param values the general thresholds, by class
 * @param overrides thresholds that apply only to some actors and tables, first match wins
 */
public record Thresholds(
    Map<Class<?>, DetectorThresholds> values, List<ThresholdOverride> overrides) {

  /** The documented defaults. */
  public static final Thresholds DEFAULTS = new Thresholds(ThresholdSchema.defaults(), List.of());

  public Thresholds {
    values = Map.copyOf(values);
    overrides = List.copyOf(overrides);
  }

  /** The general thresholds of a class. */
  public <T extends DetectorThresholds> T of(Class<T> type) {
    DetectorThresholds found = values.get(type);
    if (found == null) {
      throw new IllegalArgumentException("no thresholds: " + type);
    }
    return type.cast(found);
  }

  /** The thresholds that apply to an actor on a table. */
  <T extends DetectorThresholds> T of(Class<T> type, String actorId, String tableArn) {
    for (ThresholdOverride override : overrides) {
      T found = override.find(type, actorId, tableArn);
      if (found != null) {
        return found;
      }
    }
    return of(type);
  }

  /** A copy with other general thresholds of one class. */
  public Thresholds with(DetectorThresholds changed) {
    Map<Class<?>, DetectorThresholds> all = new HashMap<>(values);
    all.put(changed.getClass(), changed);
    return new Thresholds(all, overrides);
  }
}
