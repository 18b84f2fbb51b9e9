/** The few metrics that operators alarm on, where Amazon CloudWatch finds them. */
@NullMarked
package io.exposuremonitor.connectors.alarm;

import org.jspecify.annotations.NullMarked;
