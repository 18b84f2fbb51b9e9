package io.exposuremonitor.connectors.shard;

/** A guarantee of the source that every read history must satisfy. */
public interface Guarantee {
  /** Fails with an assertion error that names the violation. */
  void check(ReadHistory history);
}
