/** The domain's metrics as data: added up, kept with checkpoints, and exported. */
@NullMarked
package io.exposuremonitor.job.measure;

import org.jspecify.annotations.NullMarked;
