/**
 * Measures the detections: which planted attacks they find, and which innocent actors they accuse.
 */
@NullMarked
package io.exposuremonitor.job.quality;

import org.jspecify.annotations.NullMarked;
