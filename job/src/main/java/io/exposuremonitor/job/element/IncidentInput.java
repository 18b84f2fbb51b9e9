package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * An input of the incident operator: a finding or a session. One type for both, because the
 * operator's second input is the policy.
 *
 * @param finding or null
 * @param session or null; exactly one of the two is present
 */
public record IncidentInput(@Nullable Finding finding, @Nullable SessionLink session) {
  public static IncidentInput of(Finding finding) {
    return new IncidentInput(finding, null);
  }

  public static IncidentInput of(SessionLink session) {
    return new IncidentInput(null, session);
  }
}
