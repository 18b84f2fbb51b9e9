/**
 * Who reads the change streams of tables: readers nobody knows, more readers than a shard has room
 * for, and applications of the Kinesis Client Library, by the leases that they write.
 */
@NullMarked
package io.exposuremonitor.detectors.consumer;

import org.jspecify.annotations.NullMarked;
