package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.measure.Meter;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Flink operator around a {@link Meter}: each subtask sums up what it sees and emits a few samples
 * a second. It has no state, since everything is emitted before each checkpoint.
 *
 * @param <T> the measured element
 */
final class MeterOperator<T> extends AbstractStreamOperator<MeasurementInput>
    implements OneInputStreamOperator<T, MeasurementInput> {
  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 1_000;

  private final SerializableSupplier<Meter<T>> meters;
  private transient Meter<T> meter;
  private transient ScheduledFuture<?> ticks;

  MeterOperator(SerializableSupplier<Meter<T>> meters) {
    this.meters = meters;
  }

  @Override
  public void open() throws Exception {
    super.open();
    meter = meters.get();
    ticks =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> drain(), TICK_MILLIS, TICK_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    meter.add(element.getValue(), getProcessingTimeService().getCurrentProcessingTime());
  }

  private void drain() {
    meter.drain(sample -> output.collect(new StreamRecord<>(MeasurementInput.of(sample))));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    drain();
  }

  @Override
  public void finish() throws Exception {
    ticks.cancel(false);
    drain();
    super.finish();
  }
}
