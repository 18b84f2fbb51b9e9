/** From bytes to decoded batches: what every source hands to the topology. */
@NullMarked
package io.exposuremonitor.job.intake;

import org.jspecify.annotations.NullMarked;
