package io.exposuremonitor.detectors.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a policy file gave.
 *
 * @param policy the policy, or null when there are errors
 * @param problems errors and warnings, in the order of the file
 */
public record PolicyReading(@Nullable Policy policy, List<Problem> problems) {}
