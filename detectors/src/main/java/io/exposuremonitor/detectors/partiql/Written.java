package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * What is told of the statements that wrote within some minutes. Part of the state.
 *
 * @param first when the first of them came, epoch milliseconds
 * @param last when the last of them came, epoch milliseconds
 * @param shape of their shapes the one that sorts first
 * @param events a few of the events
 */
public record Written(long first, long last, String shape, List<EventReference> events) {

  /** Both together: the same whatever is put together with what first. */
  Written and(Written other) {
    return new Written(
        Math.min(first, other.first),
        Math.max(last, other.last),
        shape.compareTo(other.shape) <= 0 ? shape : other.shape,
        EventReference.sample(events, other.events));
  }
}
