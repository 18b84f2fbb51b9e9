package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;

/**
 * A finding that is open. State: stored as it is.
 *
 * @param finding its last phase, before it was weighed
 * @param level the highest level that it was weighed at
 * @param withheld true while it has been below the policy's minimum level all along, so that nobody
 *     was told of it
 */
public record ToldFinding(Finding finding, Level level, boolean withheld) {}
