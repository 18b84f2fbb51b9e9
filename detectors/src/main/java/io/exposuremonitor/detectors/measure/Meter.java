package io.exposuremonitor.detectors.measure;

import java.util.function.Consumer;

/**
 * Aggregates the events that one task sees, so that a few samples per second represent any number
 * of events. Not thread-safe.
 *
 * @param <T> the type of event
 */
public interface Meter<T> {
  /**
   * Maximum number of tables counted separately between two calls of {@link #drain}; further tables
   * are counted together.
   */
  int MAX_TABLES = 1_000;

  /**
   * Adds an event.
   *
   * @param now the clock, epoch milliseconds
   */
  void add(T value, long now);

  /** Emits samples for the events added since the last call. */
  void drain(Consumer<Sample> out);
}
