/** The metrics of a running monitor, and how they leave a run inside this process. */
@NullMarked
package io.exposuremonitor.job.metrics;

import org.jspecify.annotations.NullMarked;
