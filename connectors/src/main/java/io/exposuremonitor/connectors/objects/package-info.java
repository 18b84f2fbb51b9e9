/**
 * A Flink source of objects in buckets, mainly CloudTrail's log files, which are announced by a
 * queue, listed by prefix, or both.
 */
@NullMarked
package io.exposuremonitor.connectors.objects;

import org.jspecify.annotations.NullMarked;
