/**
 * Prometheus Remote Write 1.0: series are queued, and written one batch after the other on a
 * separate thread.
 */
@NullMarked
package io.exposuremonitor.connectors.remotewrite;

import org.jspecify.annotations.NullMarked;
