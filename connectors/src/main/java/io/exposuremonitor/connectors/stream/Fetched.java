package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Shard;
import java.util.List;

/**
 * The result of reading a shard, on its way from the I/O threads to the task's thread.
 *
 * @param <R> a record as the service's client returns it
 */
sealed interface Fetched<R> {

  /**
   * Records that become one element.
   *
   * @param entries at least one, in the shard's order
   */
  record Records<R>(List<ShardCursor.Entry<R>> entries) implements Fetched<R> {
    /** Leaves out the records, since the engine logs elements at its finest log level. */
    @Override
    public String toString() {
      return "Records[" + entries.size() + " up to " + entries.get(entries.size() - 1) + ']';
    }
  }

  /** Records before this point were lost. */
  record Lost<R>(CoverageGap gap) implements Fetched<R> {}

  /**
   * Everything that arrived before a time has been read.
   *
   * @param millis epoch milliseconds
   */
  record Verified<R>(long millis) implements Fetched<R> {}

  /**
   * The end of the shard.
   *
   * @param children the shards that follow, as far as the service named them
   */
  record Ended<R>(List<Shard> children) implements Fetched<R> {}
}
