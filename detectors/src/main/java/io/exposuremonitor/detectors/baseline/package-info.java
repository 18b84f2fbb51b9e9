/**
 * Memory that detectors share: distinct counts that stay small, counts in sliding windows of event
 * time, and what an actor or a table did on the days before. Knows no detector and no activity.
 */
@NullMarked
package io.exposuremonitor.detectors.baseline;

import org.jspecify.annotations.NullMarked;
