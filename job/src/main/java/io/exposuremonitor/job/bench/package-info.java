/**
 * The benchmark: measures decoding, rules and the whole job on the same records in one run, side by
 * side with plain Jackson and plain inflating, so that the ratios are meaningful on any machine.
 */
@NullMarked
package io.exposuremonitor.job.bench;

import org.jspecify.annotations.NullMarked;
