@NullMarked
package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.NullMarked;
