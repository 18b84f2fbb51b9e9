package io.exposuremonitor.job.alert;

import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.operator.MonitorSettings;

/**
 * The versions that determine which findings are made.
 *
 * @param program release of the monitor
 * @param policy version of the policy and the user's own rules
 */
record MonitorVersion(String program, String policy) {
  /** The version in force with these settings. */
  static MonitorVersion of(MonitorSettings monitor) {
    return new MonitorVersion(Release.version(), monitor.version());
  }
}
