/** What a running monitor measures, and how it leaves a run inside this process. */
@NullMarked
package io.exposuremonitor.job.metrics;

import org.jspecify.annotations.NullMarked;
