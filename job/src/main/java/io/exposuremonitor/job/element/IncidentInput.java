package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * One of what incidents are made of, so that there is one input beside that of the policy.
 *
 * @param finding or null
 * @param session or null; one of the two is there
 */
public record IncidentInput(@Nullable Finding finding, @Nullable SessionLink session) {
  public static IncidentInput of(Finding finding) {
    return new IncidentInput(finding, null);
  }

  public static IncidentInput of(SessionLink session) {
    return new IncidentInput(null, session);
  }
}
