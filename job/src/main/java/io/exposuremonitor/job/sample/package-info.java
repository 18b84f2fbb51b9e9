/** What tasks report to the measurements. */
@NullMarked
package io.exposuremonitor.job.sample;

import org.jspecify.annotations.NullMarked;
