/**
 * Flink operators that run the core's state machines, and that follow the policy while it changes.
 * They contain no domain logic: they load state, call, store, emit and register timers.
 */
@NullMarked
package io.exposuremonitor.job.operator;

import org.jspecify.annotations.NullMarked;
