package io.exposuremonitor.detectors.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds that apply only to some actors and tables.
 *
 * @param actor pattern of the actor's ARN, {@code *} for any
 * @param table pattern of the table's name or ARN, {@code *} for any
 * @param values complete thresholds that apply instead, by class
 */
public record ThresholdOverride(
    String actor, String table, Map<Class<?>, DetectorThresholds> values) {

  public ThresholdOverride {
    values = Map.copyOf(values);
  }

  /**
   * The thresholds that apply instead, or null if this override does not match or has none of this
   * class.
   */
  <T extends DetectorThresholds> @Nullable T find(Class<T> type, String actorId, String tableArn) {
    T found = type.cast(values.get(type));
    return found != null && Pattern.matches(actor, actorId) && Pattern.matchesTable(table, tableArn)
        ? found
        : null;
  }
}
