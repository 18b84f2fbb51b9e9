/**
 * Prometheus Remote Write 1.0: series are queued, and written one batch after the other by a thread
 * of their own.
 */
@NullMarked
package io.exposuremonitor.connectors.remotewrite;

import org.jspecify.annotations.NullMarked;
