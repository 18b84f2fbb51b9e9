package io.exposuremonitor.job.ocsf;

import java.util.List;

/**
 * What to do about a finding.
 *
 * @param steps imperative sentences, in the order to take them: stop it, learn what it was, put
 *     things right; two to five
 * @param references where the detector's investigation guide is: paths in the repository or URLs
 */
public record Remediation(List<String> steps, List<String> references) {

  /** The steps as one text, numbered, one a line. */
  public String description() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(steps.get(i));
    }
    return text.toString();
  }
}
