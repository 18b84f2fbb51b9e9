package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port to a service with sharded streams, as the source needs it. The enumerator and every reader
 * create their own instance, so life cycles are independent. Calls block, each within its own time
 * limit, and may come from several threads.
 *
 * @param <R> a record as the service's client returns it
 */
public interface StreamService<R> extends AutoCloseable {

  /** Creates the service where it is used, since credentials and clients are not serialised. */
  @FunctionalInterface
  interface Factory<R> extends java.io.Serializable {
    /**
     * @param events receives events to be counted or reported, on any thread
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
   * @param found the known streams
   * @param complete false when the existence of some streams is unknown: then the absence of a
   *     stream means nothing
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
   * Lists the streams to be read at present; later ones are found by calling again. A failure on
   * some does not delay the others: it is reported to {@link StreamEvents}.
   *
   * @throws StreamException when nothing is known about any
   */
  StreamList streams() throws StreamException;

  /**
   * Whether the settings select a stream found in a checkpoint, which may come from other settings.
   * Does no I/O.
   */
  boolean wants(String stream);

  /**
   * Announces a stream that was read before a restart, before the first listing. It is listed until
   * it ends, even if the settings would not choose it now, as when its table lost its tag. Does no
   * I/O.
   */
  default void resume(String stream) {}

  /**
   * Lists a page of a stream's shards, open and closed.
   *
   * @param page null for the first, else {@link ShardPage#next}
   */
  ShardPage shards(String stream, @Nullable String page) throws StreamException;

  /**
   * Returns the children of a closed shard, as far as they are known now; possibly none. A service
   * that does not filter may return other shards, too: callers check {@link Shard#parents}.
   */
  List<Shard> children(ShardKey shard) throws StreamException;

  /**
   * When a shard was created, epoch milliseconds; 0 when the service does not reveal it. Does no
   * I/O.
   */
  default long createdAt(String shard) {
    return 0;
  }

  /**
   * Opens a cursor on a shard. Does no I/O itself.
   *
   * @param verifiedAt everything that arrived before this has been read, epoch milliseconds; 0 when
   *     unknown. Bounds the gap that is reported when the position was trimmed
   */
  ShardCursor<R> open(ShardKey shard, Position from, long verifiedAt);

  @Override
  void close();
}
