/**
 * Comparing and checking of names and texts, as several packages need it: a leaf that knows nothing
 * of AWS.
 */
@NullMarked
package io.exposuremonitor.detectors.text;

import org.jspecify.annotations.NullMarked;
