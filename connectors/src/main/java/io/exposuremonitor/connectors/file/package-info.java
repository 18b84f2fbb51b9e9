/** Bounded reading of whole files, small ones several to a split: for replay and back-fill. */
@NullMarked
package io.exposuremonitor.connectors.file;

import org.jspecify.annotations.NullMarked;
