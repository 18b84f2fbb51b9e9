/**
 * Compact serialisation of what crosses the network most and of the state that is read and written
 * most: the engine's own serialisers write every field by reflection and every text anew.
 */
@NullMarked
package io.exposuremonitor.job.wire;

import org.jspecify.annotations.NullMarked;
