/**
 * Kinesis data streams behind the port of {@link io.exposuremonitor.connectors.stream}: by polling,
 * or by enhanced fan-out for streams that a consumer is registered with. Aggregates of the Kinesis
 * Producer Library are taken apart. What the service trims or loses is reported, never skipped in
 * silence.
 */
@NullMarked
package io.exposuremonitor.connectors.kinesis;

import org.jspecify.annotations.NullMarked;
