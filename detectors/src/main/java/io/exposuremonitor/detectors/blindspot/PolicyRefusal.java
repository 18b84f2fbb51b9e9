package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.Problem;
import io.exposuremonitor.detectors.rule.RuleException;
import java.util.List;

/**
 * A changed policy or rule file that the running monitor rejected. Gives position and reason but no
 * content of the file.
 *
 * @param file the file, as named in the settings
 * @param line from 1, or 0 for the file as a whole
 * @param column from 1, or 0
 * @param reason what is wrong, without quoting the file
 * @param mistakes total number of mistakes
 * @param inForce version of the policy that stays in force
 */
public record PolicyRefusal(
    String file, int line, int column, String reason, int mistakes, String inForce) {

  /** The refusal of an invalid policy, with its first mistake. */
  public static PolicyRefusal of(PolicyException invalid, String inForce) {
    List<Problem> errors = invalid.problems().stream().filter(Problem::isError).toList();
    Problem first = errors.get(0);
    return new PolicyRefusal(
        invalid.file(),
        first.line(),
        first.column(),
        first.withoutContent(),
        errors.size(),
        inForce);
  }

  /** The refusal of an invalid rule. */
  public static PolicyRefusal of(RuleException invalid, String inForce) {
    return new PolicyRefusal(
        invalid.file(),
        invalid.line(),
        invalid.column(),
        "this rule can't be used; 'rules list --rules' says why",
        1,
        inForce);
  }

  /**
   * The refusal of a file that can't be read.
   *
   * @param reason such as a service's error code
   */
  public static PolicyRefusal unreadable(String file, String reason, String inForce) {
    return new PolicyRefusal(file, 0, 0, "it can't be read: " + reason, 1, inForce);
  }
}
