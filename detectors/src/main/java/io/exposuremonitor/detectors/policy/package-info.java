/**
 * The exposure policy: what is normal in this environment. {@link
 * io.exposuremonitor.detectors.policy.PolicyLoader} reads it from YAML and {@link
 * io.exposuremonitor.detectors.policy.PolicyCheck} formats its problems. A single schema
 * (PolicySchema) defines the loader, the commented template and the reference in {@code
 * docs/policy.md}, so that they cannot contradict each other.
 */
@NullMarked
package io.exposuremonitor.detectors.policy;

import org.jspecify.annotations.NullMarked;
