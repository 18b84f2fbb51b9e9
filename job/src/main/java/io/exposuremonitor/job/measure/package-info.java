/** Domain metrics: summed up, kept in checkpoints, and exported. */
@NullMarked
package io.exposuremonitor.job.measure;

import org.jspecify.annotations.NullMarked;
