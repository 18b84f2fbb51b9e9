package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port: what the source needs from a service with sharded streams. The enumerator and every
 * reader create their own instance, so life cycles are independent. Calls block, each within a time
 * limit of its own, and may come from several threads.
 *
 * @param <R> a record as the service's client returns it
 */
public interface StreamService<R> extends AutoCloseable {

  /** Creates the service where it is used, since credentials and clients do not travel. */
  @FunctionalInterface
  interface Factory<R> extends java.io.Serializable {
    /**
     * @param events receives what is worth counting, on any thread
     */
    StreamService<R> create(StreamEvents events);
  }

  /**
   * A stream to be read.
   *
   * @param arn its ARN
   * @param live false when it takes no more records (a disabled DynamoDB stream, readable for a
   *     day)
   * @param retention how long it retains records
   */
  record StreamInfo(String arn, boolean live, Duration retention) {}

  /**
   * The streams to be read.
   *
   * @param found those that are known
   * @param complete false when the existence of some is unknown: then a missing stream means
   *     nothing
   */
  record StreamList(List<StreamInfo> found, boolean complete) {}

  /**
   * One page of a listing.
   *
   * @param shards in the service's order
   * @param next token of the following page, or null at the end
   */
  record ShardPage(List<Shard> shards, @Nullable String next) {}

  /**
   * The streams to be read at present; later ones are found by calling again. A failure on some
   * does not delay the others: it is reported to {@link StreamEvents}.
   *
   * @throws StreamException when nothing is known about any
   */
  StreamList streams() throws StreamException;

  /**
   * Whether the settings ask for a stream that a checkpoint holds, perhaps from other settings.
   * Does no I/O.
   */
  boolean wants(String stream);

  /**
   * A page of a stream's shards, open and closed.
   *
   * @param page null for the first, else {@link ShardPage#next}
   */
  ShardPage shards(String stream, @Nullable String page) throws StreamException;

  /**
   * The children of a closed shard, as far as they are known now; possibly none. A service that
   * does not filter may return others too: callers check {@link Shard#parents}.
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
