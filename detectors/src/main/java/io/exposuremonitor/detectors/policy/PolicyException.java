package io.exposuremonitor.detectors.policy;

import java.util.List;

/**
 * Thrown for a policy or inventory file that can't be used. Carries all problems found, not just
 * the first.
 */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final transient List<Problem> problems;

  PolicyException(String file, List<Problem> problems) {
    super(PolicyCheck.render(file, "", problems).stripTrailing());
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  /** The name of the file, as the caller gave it. */
  public String file() {
    return file;
  }

  /** Errors and warnings, in the order of the file; at least one is an error. */
  public List<Problem> problems() {
    return problems;
  }
}
