/**
 * Delivery of alerts over HTTP: an outbox that keeps letters across restarts until they are
 * accepted, and the services that receive them. Independent of the alerts' content.
 */
@NullMarked
package io.exposuremonitor.connectors.alert;

import org.jspecify.annotations.NullMarked;
