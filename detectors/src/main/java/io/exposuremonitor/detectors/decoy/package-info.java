/** Tables and items that nobody has reason to touch. */
@NullMarked
package io.exposuremonitor.detectors.decoy;

import org.jspecify.annotations.NullMarked;
