package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Shard;
import java.util.List;

/**
 * What reading a shard gave, on its way from the I/O threads to the task's thread.
 *
 * @param <R> a record as the service's client gives it
 */
sealed interface Fetched<R> {

  /**
   * Records that become one element.
   *
   * @param entries at least one, in the shard's order
   */
  record Records<R>(List<ShardCursor.Entry<R>> entries) implements Fetched<R> {
    /** Without the records: the engine logs what it hands on, where its log is at its finest. */
    @Override
    public String toString() {
      return "Records[" + entries.size() + " up to " + entries.get(entries.size() - 1) + ']';
    }
  }

  /** Records before this place were lost. */
  record Lost<R>(CoverageGap gap) implements Fetched<R> {}

  /**
   * Everything that arrived before a time has come before this.
   *
   * @param millis epoch milliseconds
   */
  record Verified<R>(long millis) implements Fetched<R> {}

  /**
   * Nothing comes after this.
   *
   * @param children the shards that go on, as far as the service named them
   */
  record Ended<R>(List<Shard> children) implements Fetched<R> {}
}
