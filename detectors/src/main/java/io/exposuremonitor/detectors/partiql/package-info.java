@NullMarked
package io.exposuremonitor.detectors.partiql;

import org.jspecify.annotations.NullMarked;
