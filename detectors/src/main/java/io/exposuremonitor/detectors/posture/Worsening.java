package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Level;

/**
 * A change for the worse between two looks. State: stored as it is.
 *
 * @param finding id of the finding that a rule makes of such a change
 * @param from the look before it, epoch milliseconds
 * @param to the look that saw it, epoch milliseconds
 * @param level how bad
 * @param what a sentence without its end: {@code point-in-time recovery of `orders` was switched
 *     off}
 * @param before what was
 * @param after what is
 */
public record Worsening(
    String finding, long from, long to, Level level, String what, String before, String after) {}
