package io.exposuremonitor.connectors.shard;

/** A promise of the source, to be held against any history of reading. */
public interface Guarantee {
  /** Fails with an assertion error that names what broke the promise. */
  void check(ReadHistory history);
}
