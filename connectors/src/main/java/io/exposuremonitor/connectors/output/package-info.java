/**
 * Writes lines to data streams and buckets, and keeps them in checkpoints until they are delivered.
 * Independent of the lines' content.
 */
@NullMarked
package io.exposuremonitor.connectors.output;

import org.jspecify.annotations.NullMarked;
