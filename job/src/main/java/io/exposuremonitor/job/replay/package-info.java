/**
 * Bounded runs over logs: the same topology, on the embedded engine, with its results for people
 * and machines.
 */
@NullMarked
package io.exposuremonitor.job.replay;

import org.jspecify.annotations.NullMarked;
