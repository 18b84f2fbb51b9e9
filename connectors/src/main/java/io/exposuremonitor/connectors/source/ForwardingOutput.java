package io.exposuremonitor.connectors.source;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Forwards everything to a reader's output; subclasses change the outputs of splits. For the task's
 * thread.
 *
 * @param <T> the element
 */
public abstract class ForwardingOutput<T> implements ReaderOutput<T> {
  private final ReaderOutput<T> main;

  protected ForwardingOutput(ReaderOutput<T> main) {
    this.main = main;
  }

  /** The output that it forwards to. */
  public final ReaderOutput<T> main() {
    return main;
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main.createOutputForSplit(splitId);
  }

  /**
   * Releases the engine's output of a split after marking it idle: the engine doesn't re-evaluate
   * the remaining outputs when one is released (FLINK-39586).
   */
  protected final void releaseIdle(String splitId) {
    // The existing one, or one that is released at once.
    main.createOutputForSplit(splitId).markIdle();
    main.releaseOutputForSplit(splitId);
  }

  @Override
  public final void collect(T element) {
    main.collect(element);
  }

  @Override
  public final void collect(T element, long timestamp) {
    main.collect(element, timestamp);
  }

  @Override
  public final void emitWatermark(Watermark watermark) {
    main.emitWatermark(watermark);
  }

  @Override
  public final void markIdle() {
    main.markIdle();
  }

  @Override
  public final void markActive() {
    main.markActive();
  }
}
