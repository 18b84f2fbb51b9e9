/**
 * What actors do, condensed for detectors that ask whether something happened, and not how often.
 */
@NullMarked
package io.exposuremonitor.detectors.sighting;

import org.jspecify.annotations.NullMarked;
