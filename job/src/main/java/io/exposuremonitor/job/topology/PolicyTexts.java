package io.exposuremonitor.job.topology;

import io.exposuremonitor.job.topology.MonitorSettings.TextFile;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy and the user's own rules, found valid. Travels to every operator that needs them and
 * lies in their broadcast state; native types only.
 *
 * @param version a short hash of all texts
 * @param readAt when they were read, epoch milliseconds
 * @param policy the policy's file, or null for the documented defaults
 * @param rules the user's own rule files
 */
public record PolicyTexts(
    String version, long readAt, @Nullable TextFile policy, List<TextFile> rules)
    implements Serializable {

  /** Copies the list, so that texts never change. */
  public PolicyTexts {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /** The same for who evaluates no rules: state then holds no more than is used. */
  PolicyTexts withoutRules() {
    return new PolicyTexts(version, readAt, policy, List.of());
  }
}
