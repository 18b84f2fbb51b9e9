/** What tasks tell the measurements. */
@NullMarked
package io.exposuremonitor.job.sample;

import org.jspecify.annotations.NullMarked;
