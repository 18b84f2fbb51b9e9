/**
 * Detects actors that read an unusually large part of a table: the {@code bulk-read} family. {@code
 * ReadVolumeDetector} watches one actor on one table and passes its deduplicated counts to {@code
 * DistributedReadDetector} (one table, many actors) and {@code ManyTablesDetector} (one actor, many
 * tables). The user guide is docs/detectors/bulk-read.md.
 */
@NullMarked
package io.exposuremonitor.detectors.bulkread;

import org.jspecify.annotations.NullMarked;
