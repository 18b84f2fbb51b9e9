package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.signal.Level;

/**
 * A change for the worse between two snapshots. Stored as state.
 *
 * @param finding id of the finding that rules raise for such a change
 * @param from time of the snapshot before it, epoch milliseconds
 * @param to time of the snapshot that shows it, epoch milliseconds
 * @param level the level of the signal
 * @param what the change as a clause: {@code point-in-time recovery of `orders` was switched off}
 * @param before the previous value
 * @param after the new value
 */
public record Worsening(
    String finding, long from, long to, Level level, String what, String before, String after) {}
