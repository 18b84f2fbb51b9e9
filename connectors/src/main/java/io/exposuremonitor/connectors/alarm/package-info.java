/** The few metrics for operators' alarms, published where Amazon CloudWatch finds them. */
@NullMarked
package io.exposuremonitor.connectors.alarm;

import org.jspecify.annotations.NullMarked;
