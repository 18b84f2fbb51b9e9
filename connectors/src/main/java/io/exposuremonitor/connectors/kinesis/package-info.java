/**
 * Implements the port of {@link io.exposuremonitor.connectors.stream} for Kinesis data streams: by
 * polling, or by enhanced fan-out for streams with a registered consumer. Aggregates of the Kinesis
 * Producer Library are split. What the service trims or loses is reported, never skipped silently.
 */
@NullMarked
package io.exposuremonitor.connectors.kinesis;

import org.jspecify.annotations.NullMarked;
