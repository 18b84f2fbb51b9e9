/**
 * Lines that leave for good: to a data stream or a bucket, kept in checkpoints until they have
 * arrived. Knows nothing of what a line says.
 */
@NullMarked
package io.exposuremonitor.connectors.output;

import org.jspecify.annotations.NullMarked;
