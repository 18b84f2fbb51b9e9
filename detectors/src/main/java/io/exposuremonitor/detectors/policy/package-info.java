@NullMarked
package io.exposuremonitor.detectors.policy;

import org.jspecify.annotations.NullMarked;
