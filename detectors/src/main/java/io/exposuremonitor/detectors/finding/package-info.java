@NullMarked
package io.exposuremonitor.detectors.finding;

import org.jspecify.annotations.NullMarked;
