package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Port for decoding: turns records into the source's elements. Chained to the source, so that raw
 * records cross no thread.
 *
 * @param <R> a record as the service's client returns it
 * @param <T> the element; one for many records, so that the engine's cost per element is shared
 */
public interface ShardRecordDecoder<R, T> extends Serializable {

  /** Called once in each reader, before the first record, on the task's thread. */
  void open();

  /**
   * Decodes records of one shard, in their order. Must not throw because of a record's content:
   * records that can't be decoded become part of the element.
   */
  T decode(ShardKey shard, List<ShardCursor.Entry<R>> entries);

  /**
   * Creates the element that reports a loss of records. It has no event, so it advances no
   * watermark.
   */
  T gap(CoverageGap gap);

  /**
   * Creates the element that reports up to which time a reader has emitted all shards, about once a
   * second. It advances no watermark, either.
   *
   * @param time everything that arrived before it was emitted, epoch milliseconds; not later than
   *     the assignment of a shard that was never answered; 0 when there is no shard to be read
   * @return null to report nothing
   */
  @Nullable T upTo(long time);

  /** An element without content. It advances no watermark beyond its timestamp. */
  T nothing();

  /** Type of the elements. */
  TypeInformation<T> type();
}
