/**
 * How well the detections do: which planted attacks are found, and who is accused that did nothing.
 */
@NullMarked
package io.exposuremonitor.job.quality;

import org.jspecify.annotations.NullMarked;
