/**
 * Detects readers of tables' change streams: unknown readers, more readers than a shard can serve,
 * and applications of the Kinesis Client Library by the leases that they write.
 */
@NullMarked
package io.exposuremonitor.detectors.consumer;

import org.jspecify.annotations.NullMarked;
