/**
 * Bounded runs of the topology over logs, on the embedded engine, with results for people and
 * programs.
 */
@NullMarked
package io.exposuremonitor.job.replay;

import org.jspecify.annotations.NullMarked;
