package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.posture.TableSize;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated policy with the user's own rules. Sent to every operator that needs them and kept in
 * their broadcast state; native types only.
 *
 * @param version a short hash of all texts
 * @param readAt when they were read, epoch milliseconds
 * @param policy the policy's file, or null for the documented defaults
 * @param rules the user's own rule files
 * @param sizes table sizes, for detectors that depend on them; not part of the version
 */
public record PolicyTexts(
    String version,
    long readAt,
    @Nullable TextFile policy,
    List<TextFile> rules,
    List<TableSize> sizes)
    implements Serializable {

  /** Copies the lists, so that the texts are immutable. */
  public PolicyTexts {
    rules = rules == null ? List.of() : List.copyOf(rules);
    sizes = sizes == null ? List.of() : List.copyOf(sizes);
  }

  /** Texts without table sizes. */
  public PolicyTexts(String version, long readAt, @Nullable TextFile policy, List<TextFile> rules) {
    this(version, readAt, policy, rules, List.of());
  }

  /** These texts with table sizes. */
  public PolicyTexts sized(List<TableSize> known) {
    return new PolicyTexts(version, readAt, policy, rules, known);
  }

  /** These texts without rules, for operators that evaluate none: keeps their state small. */
  public PolicyTexts withoutRules() {
    return new PolicyTexts(version, readAt, policy, List.of(), sizes);
  }
}
