@NullMarked
package io.exposuremonitor.detectors.rule;

import org.jspecify.annotations.NullMarked;
