/**
 * Compact serialisation of the elements that cross the network most and of the states that are
 * accessed most: the engine's own serialisers write every field by reflection and every text anew.
 */
@NullMarked
package io.exposuremonitor.job.wire;

import org.jspecify.annotations.NullMarked;
