@NullMarked
package io.exposuremonitor.detectors.bulkread;

import org.jspecify.annotations.NullMarked;
