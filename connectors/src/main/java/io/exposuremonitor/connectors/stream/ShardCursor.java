package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import java.util.List;

/**
 * Reads one shard forward. It renews expired iterators itself, continues at the horizon when its
 * position was trimmed, and reports both to {@link StreamEvents}. One call at a time, possibly on
 * different threads.
 *
 * @param <R> a record as the service's client returns it
 */
public interface ShardCursor<R> extends AutoCloseable {

  /**
   * Reads the next records. Polling cursors make one call; fan-out cursors return what has arrived,
   * at once and possibly nothing.
   *
   * @throws StreamException an error for the caller to handle; the position has not moved, and the
   *     next call tries again
   */
  Batch<R> read() throws StreamException;

  @Override
  void close();

  /**
   * A record and the position after it.
   *
   * @param record the record
   * @param after the position after it
   * @param arrival when it arrived at the stream, epoch milliseconds
   * @param bytes its size, for limits and metrics
   */
  record Entry<R>(R record, Position after, long arrival, int bytes) {
    /** Leaves out the record, which may hold an item. */
    @Override
    public String toString() {
      return "Entry[" + bytes + " bytes, after=" + after + ", arrival=" + arrival + ']';
    }
  }

  /**
   * The result of one call.
   *
   * @param entries in the shard's order, possibly none
   * @param behindMillis how far the reader is behind the tip of the shard at the time of the call;
   *     0 at the tip, -1 when the service does not report it
   * @param ended true when the shard is closed and was read to its end
   * @param children the shards that follow it, as far as the service named them
   * @param answered false when the service has sent nothing since the previous call: then nothing
   *     is known, not even whether the shard may be read
   */
  record Batch<R>(
      List<Entry<R>> entries,
      long behindMillis,
      boolean ended,
      List<Shard> children,
      boolean answered) {
    /** Creates a batch from an answer of the service. */
    public Batch(List<Entry<R>> entries, long behindMillis, boolean ended, List<Shard> children) {
      this(entries, behindMillis, ended, children, true);
    }

    /** The result of a request that the service has not answered yet. */
    public static <R> Batch<R> unanswered() {
      return new Batch<>(List.of(), -1, false, List.of(), false);
    }
  }
}
