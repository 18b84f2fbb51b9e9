/**
 * How clients of AWS are made: one record of settings for all services, one place that applies it.
 * And how ARNs are taken apart.
 */
@NullMarked
package io.exposuremonitor.connectors.aws;

import org.jspecify.annotations.NullMarked;
