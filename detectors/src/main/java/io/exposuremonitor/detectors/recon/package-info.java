/** Actors that find out what there is. */
@NullMarked
package io.exposuremonitor.detectors.recon;

import org.jspecify.annotations.NullMarked;
