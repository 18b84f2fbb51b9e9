/**
 * From bytes to decoded batches, and from these to bundles: what every source feeds into the
 * topology.
 */
@NullMarked
package io.exposuremonitor.job.intake;

import org.jspecify.annotations.NullMarked;
