/**
 * Delivery of alerts over HTTP: an outbox that keeps what must arrive across restarts, and the
 * services that take it. Knows nothing of what an alert says.
 */
@NullMarked
package io.exposuremonitor.connectors.alert;

import org.jspecify.annotations.NullMarked;
