/** Exports and backups of whole tables: by whom that is unusual, and how they were prepared. */
@NullMarked
package io.exposuremonitor.detectors.tablecopy;

import org.jspecify.annotations.NullMarked;
