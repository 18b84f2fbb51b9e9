/** How tables are protected, as an inventory sees it from time to time, and when that worsens. */
@NullMarked
package io.exposuremonitor.detectors.posture;

import org.jspecify.annotations.NullMarked;
