/**
 * Who reads how much of which table, and whether that is usual: the {@code bulk-read} family.
 * {@code ReadVolumeDetector} watches one actor on one table and passes on what it counted, without
 * duplicates, to {@code DistributedReadDetector} (one table, many actors) and {@code
 * ManyTablesDetector} (one actor, many tables). The guide for people is
 * docs/detectors/bulk-read.md.
 */
@NullMarked
package io.exposuremonitor.detectors.bulkread;

import org.jspecify.annotations.NullMarked;
