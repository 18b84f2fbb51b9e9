/**
 * Creates AWS clients from one record of settings for all services, applied in one place. Also
 * parses ARNs.
 */
@NullMarked
package io.exposuremonitor.connectors.aws;

import org.jspecify.annotations.NullMarked;
