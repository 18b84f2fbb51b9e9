/**
 * Creates AWS clients: one record of settings for all services, one place that applies it. Also
 * parses ARNs.
 */
@NullMarked
package io.exposuremonitor.connectors.aws;

import org.jspecify.annotations.NullMarked;
