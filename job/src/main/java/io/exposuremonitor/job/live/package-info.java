/** The monitor on live sources: from settings to a running job, in this process or on a cluster. */
@NullMarked
package io.exposuremonitor.job.live;

import org.jspecify.annotations.NullMarked;
