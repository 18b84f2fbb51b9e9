package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into the source's elements: the port through which the source is told what the
 * records hold. Chained to the source, so that raw records cross no thread.
 *
 * @param <R> a record as the service's client gives it
 * @param <T> the element; one for many records, so that the engine's cost per element is shared
 */
public interface RecordDecoder<R, T> extends Serializable {

  /** Called once in each reader, before the first record, on the task's thread. */
  void open();

  /**
   * Decodes records of one shard, in their order. Must not throw for what a record holds: poison
   * becomes part of the element.
   */
  T decode(ShardKey shard, List<ShardCursor.Entry<R>> entries);

  /** The element that tells that records were lost. It has no event, so it moves no watermark. */
  T gap(CoverageGap gap);

  /**
   * The element that tells how far all shards of a reader were handed on, every second or so. It
   * moves no watermark either.
   *
   * @param time everything that arrived before it was, epoch milliseconds; 0 when the reader has no
   *     shard of which that is known
   * @return null when that is not to be told
   */
  @Nullable T upTo(long time);

  /** Type of the elements. */
  TypeInformation<T> type();
}
