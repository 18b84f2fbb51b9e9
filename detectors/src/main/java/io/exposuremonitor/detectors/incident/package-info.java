/**
 * Incidents: the findings of one actor, and of the actors linked to it, correlated under one stable
 * id.
 */
@NullMarked
package io.exposuremonitor.detectors.incident;

import org.jspecify.annotations.NullMarked;
