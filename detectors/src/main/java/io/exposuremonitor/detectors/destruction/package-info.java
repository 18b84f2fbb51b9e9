/**
 * Detects items that are deleted or expire in bulk, from the change streams of tables and from
 * calls in CloudTrail.
 */
@NullMarked
package io.exposuremonitor.detectors.destruction;

import org.jspecify.annotations.NullMarked;
