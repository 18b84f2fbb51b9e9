/** Bounded reading of files, each a split of its own: for replay and back-fill. */
@NullMarked
package io.exposuremonitor.connectors.file;

import org.jspecify.annotations.NullMarked;
