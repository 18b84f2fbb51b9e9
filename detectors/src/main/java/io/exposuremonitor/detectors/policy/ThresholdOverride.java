package io.exposuremonitor.detectors.policy;

import java.util.Map;

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
}
