/**
 * The monitor on live sources: builds and runs the job from settings, in this process or on a
 * cluster.
 */
@NullMarked
package io.exposuremonitor.job.live;

import org.jspecify.annotations.NullMarked;
