/**
 * Items that vanish in bulk: what streams of tables tell of removals, and what CloudTrail tells of
 * calls that delete.
 */
@NullMarked
package io.exposuremonitor.detectors.destruction;

import org.jspecify.annotations.NullMarked;
