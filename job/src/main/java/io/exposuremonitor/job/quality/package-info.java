/** The quality of the detections: which planted attacks are found, and who is accused wrongly. */
@NullMarked
package io.exposuremonitor.job.quality;

import org.jspecify.annotations.NullMarked;
