package io.exposuremonitor.job.operator;

import org.apache.flink.streaming.api.operators.KeyContext;

/** A keyed function that can keep recently used keys' states as objects. */
public interface StateKeeper {
  /**
   * Makes it keep them, because the backend's reads and writes are costly. To be called before it
   * is opened.
   *
   * @param keys gets and sets the key whose state is read and written
   */
  void keepRecent(KeyContext keys);
}
