@NullMarked
package io.exposuremonitor.detectors.detection;

import org.jspecify.annotations.NullMarked;
