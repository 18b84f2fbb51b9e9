/**
 * Writes lines to data streams, buckets and folders, and keeps them in checkpoints until they are
 * delivered. Independent of the lines' content.
 */
@NullMarked
package io.exposuremonitor.connectors.output;

import org.jspecify.annotations.NullMarked;
