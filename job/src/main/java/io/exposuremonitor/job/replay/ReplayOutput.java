package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.intake.SkippedInput;
import org.jspecify.annotations.Nullable;

/**
 * What leaves a replay's topology: one of the two is set.
 *
 * @param finding a finding, complete
 * @param skipped an input that could not be used
 */
public record ReplayOutput(@Nullable Finding finding, @Nullable SkippedInput skipped) {}
