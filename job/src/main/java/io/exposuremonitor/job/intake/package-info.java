/**
 * Decodes bytes into batches, and batches into bundles, which every source feeds into the topology.
 */
@NullMarked
package io.exposuremonitor.job.intake;

import org.jspecify.annotations.NullMarked;
