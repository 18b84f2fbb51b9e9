package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.Problem;
import io.exposuremonitor.detectors.rule.RuleException;
import java.util.List;

/**
 * A changed policy, or changed rules, that the running monitor can't use. Names places and reasons;
 * nothing of what stands there.
 *
 * @param file which file, as the settings name it
 * @param line from 1, or 0 when the file as a whole is meant
 * @param column from 1, or 0
 * @param reason what is wrong, without any value of the file
 * @param mistakes how many there are in all
 * @param inForce version of the policy that stays in force
 */
public record PolicyRefusal(
    String file, int line, int column, String reason, int mistakes, String inForce) {

  /** Of a policy with mistakes: the first of them. */
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

  /** Of a rule with a mistake. */
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
   * Of a file that can't be had.
   *
   * @param reason such as a service's error code
   */
  public static PolicyRefusal unreadable(String file, String reason, String inForce) {
    return new PolicyRefusal(file, 0, 0, "it can't be read: " + reason, 1, inForce);
  }
}
