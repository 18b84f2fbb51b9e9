package io.exposuremonitor.detectors.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a policy file.
 *
 * @param policy the policy, or null if there are errors
 * @param problems errors and warnings, in the order of the file
 */
public record PolicyReading(@Nullable Policy policy, List<Problem> problems) {}
