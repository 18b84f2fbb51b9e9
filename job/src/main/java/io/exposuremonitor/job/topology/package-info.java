/**
 * The Flink topology: decoded batches in, findings out. Operators are thin shells around the core's
 * state machines.
 */
@NullMarked
package io.exposuremonitor.job.topology;

import org.jspecify.annotations.NullMarked;
