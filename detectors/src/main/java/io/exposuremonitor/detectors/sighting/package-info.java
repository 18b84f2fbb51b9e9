/** What actors do, condensed for detectors that ask whether, and not how much. */
@NullMarked
package io.exposuremonitor.detectors.sighting;

import org.jspecify.annotations.NullMarked;
