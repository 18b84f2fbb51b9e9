package io.exposuremonitor.connectors.stream;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

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
final class IdleOnRelease<T> implements ReaderOutput<T> {
  private final ReaderOutput<T> main;

  IdleOnRelease(ReaderOutput<T> main) {
    this.main = main;
  }

  ReaderOutput<T> main() {
    return main;
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main.createOutputForSplit(splitId);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    // The one that is there, or one that is gone at once.
    main.createOutputForSplit(splitId).markIdle();
    main.releaseOutputForSplit(splitId);
  }

  @Override
  public void collect(T element) {
    main.collect(element);
  }

  @Override
  public void collect(T element, long timestamp) {
    main.collect(element, timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    main.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    main.markIdle();
  }

  @Override
  public void markActive() {
    main.markActive();
  }
}
