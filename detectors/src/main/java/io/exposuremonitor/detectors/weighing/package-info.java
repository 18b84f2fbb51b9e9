/**
 * How bad a finding is by what its table holds: {@link
 * io.exposuremonitor.detectors.weighing.Weigher} joins findings with the policy's word on a table
 * and with what was learned of its items.
 */
@NullMarked
package io.exposuremonitor.detectors.weighing;

import org.jspecify.annotations.NullMarked;
