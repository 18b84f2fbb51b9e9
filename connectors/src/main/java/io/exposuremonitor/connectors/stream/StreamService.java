package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port: what the source needs of a service with sharded streams. The enumerator and every
 * reader make their own, so life cycles are independent. Calls block, each within a time limit of
 * its own, and may come from several threads.
 *
 * @param <R> a record as the service's client gives it
 */
public interface StreamService<R> extends AutoCloseable {

  /** Makes the service where it is used: credentials and clients do not travel. */
  @FunctionalInterface
  interface Factory<R> extends java.io.Serializable {
    /**
     * @param events told what is worth counting, on any thread
     */
    StreamService<R> create(StreamEvents events);
  }

  /**
   * A stream that is to be read.
   *
   * @param arn its ARN
   * @param live false when it takes no more records (a disabled DynamoDB stream, readable for a
   *     day)
   * @param retention how long it keeps records
   */
  record StreamInfo(String arn, boolean live, Duration retention) {}

  /**
   * The streams to be read.
   *
   * @param found those that are known
   * @param complete false when of some it could not be learnt whether they are there: that a stream
   *     is missing then means nothing
   */
  record StreamList(List<StreamInfo> found, boolean complete) {}

  /**
   * One page of a listing.
   *
   * @param shards in the service's order
   * @param next hands on to the following page, or null at the end
   */
  record ShardPage(List<Shard> shards, @Nullable String next) {}

  /**
   * The streams to be read as of now; those that appear later are found by asking again. Trouble
   * with some does not hold up the others: it is told by {@link StreamEvents}.
   *
   * @throws StreamException when nothing could be learnt of any
   */
  StreamList streams() throws StreamException;

  /**
   * Whether the settings ask for a stream, one that a checkpoint knows, perhaps from other
   * settings. Does no I/O.
   */
  boolean wants(String stream);

  /**
   * A page of a stream's shards, open and closed.
   *
   * @param page null for the first, else {@link ShardPage#next}
   */
  ShardPage shards(String stream, @Nullable String page) throws StreamException;

  /**
   * The children of a closed shard, as far as they are known now; possibly empty. A service that
   * does not filter may list others too: callers look at {@link Shard#parents}.
   */
  List<Shard> children(ShardKey shard) throws StreamException;

  /**
   * A cursor on a shard. Does no I/O itself.
   *
   * @param verifiedAt everything that arrived before this has been read, epoch milliseconds; 0 when
   *     not known. Bounds the gap that is reported when the position was trimmed
   */
  ShardCursor<R> open(ShardKey shard, Position from, long verifiedAt);

  @Override
  void close();
}
