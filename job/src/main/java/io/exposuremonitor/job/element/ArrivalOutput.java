package io.exposuremonitor.job.element;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Output of an operator that removes the timestamp from elements that a timer emits: it would be
 * the timer's time, which is not an arrival time (see {@link ElementTimes}). For the task's thread
 * only.
 *
 * @param <O> the element
 */
public final class ArrivalOutput<O> implements Output<StreamRecord<O>> {
  private final Output<StreamRecord<O>> main;
  private boolean timer;

  public ArrivalOutput(Output<StreamRecord<O>> main) {
    this.main = main;
  }

  /** Sets whether the elements that follow are emitted by a timer. */
  public void timer(boolean now) {
    timer = now;
  }

  @Override
  public void collect(StreamRecord<O> element) {
    if (timer) {
      element.eraseTimestamp();
    }
    main.collect(element);
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> element) {
    if (timer) {
      element.eraseTimestamp();
    }
    main.collect(tag, element);
  }

  @Override
  public void emitWatermark(Watermark mark) {
    main.emitWatermark(mark);
  }

  @Override
  public void emitWatermark(WatermarkEvent event) {
    main.emitWatermark(event);
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {
    main.emitWatermarkStatus(status);
  }

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {
    main.emitLatencyMarker(marker);
  }

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {
    main.emitRecordAttributes(attributes);
  }

  @Override
  public void close() {
    main.close();
  }
}
