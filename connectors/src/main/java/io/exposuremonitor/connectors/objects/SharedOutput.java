package io.exposuremonitor.connectors.objects;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Gives all objects of a reader one output, and so one watermark. Objects come in no order of time:
 * if each had an output of its own, the watermark would leap with every object that is opened or
 * closed, and the next object's records would be late. With one, the bounded out-of-orderness of
 * the job's strategy covers what comes from any object.
 *
 * @param <T> the element
 */
final class SharedOutput<T> implements ReaderOutput<T> {
  private final ReaderOutput<T> main;

  SharedOutput(ReaderOutput<T> main) {
    this.main = main;
  }

  ReaderOutput<T> main() {
    return main;
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    // It goes on being the others'.
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
