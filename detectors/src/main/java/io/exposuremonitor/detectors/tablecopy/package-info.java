/** Detects unusual exports and backups of whole tables, and exports that were prepared. */
@NullMarked
package io.exposuremonitor.detectors.tablecopy;

import org.jspecify.annotations.NullMarked;
