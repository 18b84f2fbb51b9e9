/**
 * Sends incidents as alerts: selects the routes, writes each service's format, and retries until
 * the alert is delivered.
 */
@NullMarked
package io.exposuremonitor.job.alert;

import org.jspecify.annotations.NullMarked;
