package io.exposuremonitor.job.alert;

import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.operator.MonitorSettings;

/**
 * What decides what is found.
 *
 * @param program release of the monitor
 * @param policy version of the policy and the user's own rules
 */
record MonitorVersion(String program, String policy) {
  /** What is in force with these settings. */
  static MonitorVersion of(MonitorSettings monitor) {
    return new MonitorVersion(Release.version(), monitor.version());
  }
}
