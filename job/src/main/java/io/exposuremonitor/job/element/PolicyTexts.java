package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.posture.TableSize;
import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A validated policy with the user's own rules. Sent to every operator that needs them and kept in
 * their broadcast state, deflated; native types only.
 *
 * @param version a short hash of all texts
 * @param readAt when they were read, epoch milliseconds
 * @param policy the policy's file, or null for the documented defaults
 * @param rules the user's own rule files
 * @param sizes table sizes, for detectors that depend on them; not part of the version
 * @param deflated whether the texts of the files are in the form that takes little room
 */
public record PolicyTexts(
    String version,
    long readAt,
    @Nullable TextFile policy,
    List<TextFile> rules,
    List<TableSize> sizes,
    boolean deflated)
    implements Serializable {

  /** Copies the lists, so that the texts are immutable. */
  public PolicyTexts {
    rules = rules == null ? List.of() : List.copyOf(rules);
    sizes = sizes == null ? List.of() : List.copyOf(sizes);
  }

  /** Texts without table sizes. */
  public PolicyTexts(String version, long readAt, @Nullable TextFile policy, List<TextFile> rules) {
    this(version, readAt, policy, rules, List.of(), false);
  }

  /** These texts in the form in which they are sent and stored. */
  public PolicyTexts deflate() {
    return deflated ? this : with(TextFile::deflate, true);
  }

  /** These texts as they were read; all equal ones of this process share the files' texts. */
  public PolicyTexts inflate() {
    return deflated ? with(TextFile::inflate, false) : this;
  }

  /** These texts, with the objects that all equal ones of this process share. */
  public PolicyTexts shared() {
    return with(TextFile::shared, deflated);
  }

  private PolicyTexts with(UnaryOperator<TextFile> form, boolean deflates) {
    return new PolicyTexts(
        version,
        readAt,
        policy == null ? null : form.apply(policy),
        rules.stream().map(form).toList(),
        sizes,
        deflates);
  }

  /** These texts with table sizes. */
  public PolicyTexts sized(List<TableSize> known) {
    return new PolicyTexts(version, readAt, policy, rules, known, deflated);
  }

  /** These texts without rules, for operators that evaluate none: keeps their state small. */
  public PolicyTexts withoutRules() {
    return new PolicyTexts(version, readAt, policy, List.of(), sizes, deflated);
  }
}
