@NullMarked
package io.exposuremonitor.detectors.baseline;

import org.jspecify.annotations.NullMarked;
