package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.element.SkippedInput;
import org.jspecify.annotations.Nullable;

/**
 * An output of a replay's topology; exactly one of the four is set.
 *
 * @param finding a finding, complete
 * @param skipped an input that could not be used
 * @param sensitivity the share of a table's items of one day that hold a class of data
 * @param session a session that was issued
 */
public record ReplayOutput(
    @Nullable Finding finding,
    @Nullable SkippedInput skipped,
    @Nullable SensitivityShare sensitivity,
    @Nullable SessionLink session) {
  static ReplayOutput of(Finding finding) {
    return new ReplayOutput(finding, null, null, null);
  }

  static ReplayOutput of(SkippedInput skipped) {
    return new ReplayOutput(null, skipped, null, null);
  }

  static ReplayOutput of(SensitivityShare sensitivity) {
    return new ReplayOutput(null, null, sensitivity, null);
  }

  static ReplayOutput of(SessionLink session) {
    return new ReplayOutput(null, null, null, session);
  }
}
