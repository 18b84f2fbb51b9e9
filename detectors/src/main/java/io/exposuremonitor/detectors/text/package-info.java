/**
 * Comparing and checking names and texts, for several packages. Knows nothing of AWS, and depends
 * on no other package.
 */
@NullMarked
package io.exposuremonitor.detectors.text;

import org.jspecify.annotations.NullMarked;
