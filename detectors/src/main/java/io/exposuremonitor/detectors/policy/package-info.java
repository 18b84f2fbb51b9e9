/**
 * The exposure policy: what is normal here. {@link
 * io.exposuremonitor.detectors.policy.PolicyLoader} reads it from YAML, {@link
 * io.exposuremonitor.detectors.policy.PolicyCheck} explains what is wrong with it, and one table of
 * options (PolicySchema) is behind the loader, the commented template and the reference in {@code
 * docs/policy.md}, so the three cannot disagree.
 */
@NullMarked
package io.exposuremonitor.detectors.policy;

import org.jspecify.annotations.NullMarked;
