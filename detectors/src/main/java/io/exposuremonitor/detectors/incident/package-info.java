/**
 * Incidents: the findings that belong together, of one actor and of those linked to it, told as one
 * story under one stable id.
 */
@NullMarked
package io.exposuremonitor.detectors.incident;

import org.jspecify.annotations.NullMarked;
