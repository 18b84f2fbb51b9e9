package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;

/**
 * An open finding and what was reported of it. Stored as state.
 *
 * @param finding its latest phase, unweighed
 * @param level its highest level after weighing
 * @param withheld true if it was never reported because it has always been below the policy's
 *     minimum level
 */
public record ReportedFinding(Finding finding, Level level, boolean withheld) {}
