package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.output.Line;
import io.exposuremonitor.connectors.output.Outlet;
import io.exposuremonitor.connectors.output.Shipment;
import io.exposuremonitor.job.engine.Checkpoints;
import io.exposuremonitor.job.engine.FinalCheckpoint;
import io.exposuremonitor.job.sample.Counted;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * The shell around an {@link Outlet}: lines in, nothing out but counts. There is one for each
 * output. A call blocks the task only while the outlet is full; what waits is part of checkpoints.
 * When the input ends, so does the task once all has arrived.
 */
final class OutletOperator extends AbstractStreamOperator<Line>
    implements OneInputStreamOperator<Line, Line> {
  /** What is stored of one that was not delivered yet. */
  static final TypeInformation<Shipment> SHIPMENT = TypeInformation.of(Shipment.class);

  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 200;

  private final Outlets opening;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient ListState<Shipment> state;

  private transient @Nullable Outlet outlet;
  private transient @Nullable ScheduledFuture<?> ticks;
  private transient FinalCheckpoint last;
  private transient Counted counted;
  private transient boolean checkpoints;

  /**
   * @param opening opens the outlet, where the task runs
   */
  OutletOperator(Outlets opening) {
    this.opening = opening;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("shipments", SHIPMENT));
  }

  @Override
  public void open() throws Exception {
    super.open();
    last = new FinalCheckpoint();
    checkpoints = Checkpoints.areTakenOf(this);
    counted = new Counted(output, getProcessingTimeService());
    OutletMetrics metrics = new OutletMetrics(opening.name(), counted);
    Outlet opened = opening.open(checkpoints, metrics);
    outlet = opened;
    for (Shipment stored : state.get()) {
      opened.restore(stored);
    }
    ticks =
        getProcessingTimeService()
            .scheduleWithFixedDelay(
                time -> {
                  opened.tick(time);
                  metrics.tell(opened);
                },
                TICK_MILLIS,
                TICK_MILLIS);
  }

  private Outlet outlet() {
    if (outlet == null) {
      throw new IllegalStateException("not open");
    }
    return outlet;
  }

  @Override
  public void processElement(StreamRecord<Line> element) throws InterruptedException {
    Outlet outlet = outlet();
    outlet.add(element.getValue(), now());
    while (outlet.isFull()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      outlet.tick(now());
    }
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(outlet().snapshot(context.getCheckpointId()));
    last.taken(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    outlet().saved(checkpointId);
    if (last.isThis(checkpointId)) {
      deliverRest();
    }
  }

  @Override
  public void finish() throws Exception {
    if (ticks != null) {
      ticks.cancel(false);
    }
    last.inputEnded();
    if (!checkpoints) {
      deliverRest();
    }
    super.finish();
    counted.outputEnded();
  }

  private void deliverRest() throws InterruptedException {
    Outlet outlet = outlet();
    outlet.release();
    outlet.tick(now());
    while (outlet.waiting() > 0) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      outlet.tick(now());
    }
  }

  @Override
  public void close() throws Exception {
    if (outlet != null) {
      outlet.close();
    }
    super.close();
  }
}
