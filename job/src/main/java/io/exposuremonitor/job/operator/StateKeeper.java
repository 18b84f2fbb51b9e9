package io.exposuremonitor.job.operator;

import org.apache.flink.streaming.api.operators.KeyContext;

/** A keyed function that can cache the states of recently used keys as objects. */
public interface StateKeeper {
  /**
   * Enables the cache, because the backend's reads and writes are costly. Must be called before the
   * function is opened.
   *
   * @param keys gets and sets the key whose state is read and written
   */
  void keepRecent(KeyContext keys);
}
