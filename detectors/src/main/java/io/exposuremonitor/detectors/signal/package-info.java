@NullMarked
package io.exposuremonitor.detectors.signal;

import org.jspecify.annotations.NullMarked;
