/**
 * A Flink source of objects in buckets, CloudTrail's log files above all: announced by a queue,
 * listed by prefix, or both.
 */
@NullMarked
package io.exposuremonitor.connectors.objects;

import org.jspecify.annotations.NullMarked;
