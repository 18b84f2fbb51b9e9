package io.exposuremonitor.job.operator;

import org.apache.flink.streaming.api.operators.KeyContext;

/** A keyed function that can keep the states of recently used keys as objects. */
public interface StateKeeper {
  /**
   * Asks it to, because reading and writing a state is costly. Called before it is opened.
   *
   * @param keys tells and sets the key whose state is read and written
   */
  void keepRecent(KeyContext keys);
}
