package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.source.ForwardingOutput;
import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * Marks a split's output as idle before it is released. The engine doesn't re-evaluate the
 * remaining outputs when one is released: without this, a reader whose last shard has ended would
 * permanently hold back the watermark of the whole job, although it is idle (FLINK-39586; Kafka's
 * source does the same since FLINK-40094).
 *
 * <p>A reader that was idle and gets a shard again counts as active only once that shard is read
 * beyond the reader's earlier progress (FLINK-40504): until then its events may be late.
 *
 * @param <T> the element
 */
final class IdleOnRelease<T> extends ForwardingOutput<T> {
  IdleOnRelease(ReaderOutput<T> main) {
    super(main);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    releaseIdle(splitId);
  }
}
