package io.exposuremonitor.detectors.measure;

import java.util.function.Consumer;

/**
 * Adds up what one task sees, so that a handful of samples a second stands for any number of
 * events. Not thread-safe.
 *
 * @param <T> what is measured
 */
public interface Meter<T> {
  /** Tables kept apart between two calls of {@link #drain}; the others are combined. */
  int MOST_TABLES = 1_000;

  /**
   * Adds something.
   *
   * @param now the clock, epoch milliseconds
   */
  void add(T value, long now);

  /** Emits what was added since the last call. */
  void drain(Consumer<Sample> out);
}
