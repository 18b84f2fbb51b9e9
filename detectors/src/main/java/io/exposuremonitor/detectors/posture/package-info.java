/** Compares periodic inventory snapshots of tables and signals when their protection weakens. */
@NullMarked
package io.exposuremonitor.detectors.posture;

import org.jspecify.annotations.NullMarked;
