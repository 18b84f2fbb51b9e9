package io.exposuremonitor.job.ocsf;

import java.util.List;

/**
 * The recommended response to a finding.
 *
 * @param steps two to five imperative sentences, in the order to take them: contain, investigate,
 *     repair
 * @param references the detector's investigation guide: paths in the repository or URLs
 */
public record Remediation(List<String> steps, List<String> references) {

  /** The steps as one numbered text, one step per line. */
  public String description() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(steps.get(i));
    }
    return text.toString();
  }
}
