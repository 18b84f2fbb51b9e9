/**
 * The Flink topology, from decoded batches to findings. Its operators contain no domain logic, but
 * run the core's state machines.
 */
@NullMarked
package io.exposuremonitor.job.topology;

import org.jspecify.annotations.NullMarked;
