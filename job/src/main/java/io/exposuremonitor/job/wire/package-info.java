/**
 * Compact serialisation of the most frequently sent elements and the most frequently accessed
 * states. The engine's own serialisers write every field by reflection and every text anew.
 */
@NullMarked
package io.exposuremonitor.job.wire;

import org.jspecify.annotations.NullMarked;
