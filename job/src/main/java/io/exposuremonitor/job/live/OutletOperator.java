package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.output.Line;
import io.exposuremonitor.connectors.output.Outlet;
import io.exposuremonitor.connectors.output.Shipment;
import io.exposuremonitor.job.engine.Checkpoints;
import io.exposuremonitor.job.engine.DeliveryDriver;
import io.exposuremonitor.job.sample.Counted;
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
 * Flink operator around an {@link Outlet}: takes lines, and emits only counts. One task for each
 * output. While the outlet is full it blocks, or drops further lines; waiting lines are part of
 * checkpoints. When the input ends, the task ends once everything has been delivered.
 */
final class OutletOperator extends AbstractStreamOperator<Line>
    implements OneInputStreamOperator<Line, Line> {
  /** The stored form of a line that was not yet delivered. */
  static final TypeInformation<Shipment> SHIPMENT = TypeInformation.of(Shipment.class);

  private static final long serialVersionUID = 1L;

  private final Outlets opening;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient ListState<Shipment> state;

  private transient @Nullable Outlet outlet;
  private transient OutletMetrics outcome;
  private transient DeliveryDriver driver;
  private transient Counted counted;

  /**
   * @param opening opens the outlet; called in the task
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
    boolean checkpoints = Checkpoints.areEnabledFor(this);
    counted = new Counted(output, getProcessingTimeService());
    outcome = new OutletMetrics(getMetricGroup(), opening.name(), counted);
    Outlet opened = opening.open(checkpoints, outcome);
    outlet = opened;
    for (Shipment stored : state.get()) {
      opened.restore(stored);
    }
    driver =
        new DeliveryDriver(
            opened, checkpoints, getProcessingTimeService(), () -> outcome.update(opened));
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
    boolean drops = opening.neverBlocks();
    if (drops && outlet.isFull()) {
      outcome.dropped();
      return;
    }
    outlet.add(element.getValue(), getProcessingTimeService().getCurrentProcessingTime());
    if (!drops) {
      driver.await(() -> !outlet.isFull());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(outlet().snapshot(context.getCheckpointId()));
    driver.taken(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    driver.saved(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    driver.inputEnded();
    super.finish();
    counted.outputEnded();
  }

  @Override
  public void close() throws Exception {
    if (outlet != null) {
      outlet.close();
    }
    super.close();
  }
}
