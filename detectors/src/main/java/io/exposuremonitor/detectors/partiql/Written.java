package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * Summary of the statements that wrote within some minutes. Part of the state.
 *
 * @param first time of the first, epoch milliseconds
 * @param last time of the last, epoch milliseconds
 * @param shape the shape that sorts first
 * @param events a few of the events
 */
public record Written(long first, long last, String shape, List<EventReference> events) {

  /** Merges two summaries; associative and commutative. */
  Written and(Written other) {
    return new Written(
        Math.min(first, other.first),
        Math.max(last, other.last),
        shape.compareTo(other.shape) <= 0 ? shape : other.shape,
        EventReference.sample(events, other.events));
  }
}
