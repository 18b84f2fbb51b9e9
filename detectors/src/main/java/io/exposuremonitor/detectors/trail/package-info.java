/**
 * Evaluates the event selectors of trails: which calls on which tables they record, and which
 * tables are no longer recorded when they change.
 */
@NullMarked
package io.exposuremonitor.detectors.trail;

import org.jspecify.annotations.NullMarked;
