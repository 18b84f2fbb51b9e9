/** Bounded reading of whole files, with several small ones in a split: for replay and back-fill. */
@NullMarked
package io.exposuremonitor.connectors.file;

import org.jspecify.annotations.NullMarked;
