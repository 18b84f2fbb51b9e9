package io.exposuremonitor.connectors.source;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Hands everything on to a reader's output; a subclass does otherwise with the outputs of splits.
 * For the task's thread.
 *
 * @param <T> the element
 */
public abstract class ForwardingOutput<T> implements ReaderOutput<T> {
  private final ReaderOutput<T> main;

  protected ForwardingOutput(ReaderOutput<T> main) {
    this.main = main;
  }

  /** What it hands on to. */
  public final ReaderOutput<T> main() {
    return main;
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main.createOutputForSplit(splitId);
  }

  /**
   * Lets go of the output that the engine has for a split, idle: it doesn't look again at what is
   * left when an output goes (FLINK-39586).
   */
  protected final void releaseIdle(String splitId) {
    // The one that is there, or one that is gone at once.
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
