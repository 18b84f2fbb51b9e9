package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;

/**
 * A finding that is open. State: stored as it is.
 *
 * @param finding its last phase, before it was weighed
 * @param level the highest level told of it
 */
public record ToldFinding(Finding finding, Level level) {}
