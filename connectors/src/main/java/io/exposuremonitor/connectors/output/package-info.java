/**
 * Lines that leave for good, to a data stream or a bucket, and are kept in checkpoints until they
 * are delivered. Independent of what a line says.
 */
@NullMarked
package io.exposuremonitor.connectors.output;

import org.jspecify.annotations.NullMarked;
