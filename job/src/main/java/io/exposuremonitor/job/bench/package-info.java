/**
 * The benchmark: decoding, rules and the whole job on the same records in one run, side by side
 * with plain Jackson and plain inflating, so that the ratios mean something on any machine.
 */
@NullMarked
package io.exposuremonitor.job.bench;

import org.jspecify.annotations.NullMarked;
