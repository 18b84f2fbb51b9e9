package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.source.ForwardingOutput;
import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * Marks the output of a split idle before it is released. The engine doesn't look again at what is
 * left when an output goes: without this, a reader whose last shard has ended would hold back the
 * watermark of the whole job for good, though it is idle (FLINK-39586; so does Kafka's source since
 * FLINK-40094).
 *
 * <p>A reader that was idle and gets a shard again counts again once that shard is read further
 * than the reader had been before (FLINK-40504): until then its events may be late.
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
