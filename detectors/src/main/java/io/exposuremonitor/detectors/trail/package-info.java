/**
 * What trails record: their event selectors, which calls on which tables they let through, and
 * which tables go dark when they change.
 */
@NullMarked
package io.exposuremonitor.detectors.trail;

import org.jspecify.annotations.NullMarked;
