package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.posture.TableSizeRegistry;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.ListStates;
import io.exposuremonitor.job.operator.Policies;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink operator around {@link TableSizeRegistry}: takes inventory reports and policy changes, and
 * emits the policy together with table sizes. Runs with parallelism 1, so that all detectors use
 * the same sizes. After each start it emits what it knows once more.
 */
final class TableSizes extends AbstractStreamOperator<PolicyTexts>
    implements OneInputStreamOperator<InventoryUpdate, PolicyTexts>,
        TwoInputStreamOperator<InventoryUpdate, PolicyTexts, PolicyTexts> {
  private static final long serialVersionUID = 1L;

  /**
   * Detectors rebuild their policy with each update, so the changes of one sweep are emitted
   * together.
   */
  static final long GATHERING_MILLIS = 10_000;

  static final long FORGETTING_PERIOD_MILLIS = 60 * 60_000L;

  private final PolicyTexts start;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient ListState<PolicyTexts> textState;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<TableSize> sizeState;

  @SuppressWarnings("NullAway.Init")
  private transient PolicyTexts inForce;

  @SuppressWarnings("NullAway.Init")
  private transient TableSizeRegistry sizes;

  private transient @Nullable ScheduledFuture<?> publishing;
  private transient ScheduledFuture<?> forgetting;

  /**
   * @param start the settings in force when the job starts
   */
  TableSizes(PolicyTexts start) {
    this.start = start;
  }

  /**
   * The policies for detectors that use table sizes, with the policy's own figures and the
   * inventory's.
   *
   * @param inventory null without one; then only the policy's figures are known
   */
  static Policies known(Policies policies, @Nullable DataStream<InventoryUpdate> inventory) {
    if (inventory == null) {
      return policies;
    }
    DataStream<PolicyTexts> changes = policies.changes();
    TableSizes keeper = new TableSizes(policies.texts());
    SingleOutputStreamOperator<PolicyTexts> sized =
        changes == null
            ? inventory.transform("table sizes", StreamTypes.POLICY_TEXTS, keeper)
            : inventory.connect(changes).transform("table sizes", StreamTypes.POLICY_TEXTS, keeper);
    sized.setParallelism(1).setMaxParallelism(1);
    sized.uid("table-sizes").name("table sizes");
    return policies.changing(sized);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    textState = ListStates.open(context, "policy", StreamTypes.POLICY_TEXTS);
    sizeState = ListStates.open(context, "sizes", StreamTypes.TABLE_SIZE);
    inForce = start;
    for (PolicyTexts stored : textState.get()) {
      inForce = stored.readAt() > start.readAt() ? stored : inForce;
    }
    inForce = inForce.deflate();
    sizes = new TableSizeRegistry();
    for (TableSize stored : sizeState.get()) {
      sizes.look(stored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    publishing = null;
    if (sizes.hasChanged()) {
      publishSoon();
    }
    forgetting =
        getProcessingTimeService()
            .scheduleWithFixedDelay(
                time -> forget(), FORGETTING_PERIOD_MILLIS, FORGETTING_PERIOD_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<InventoryUpdate> element) {
    TableFacts facts = element.getValue().facts();
    if (facts != null) {
      TableSize size =
          new TableSize(facts.table(), facts.time(), facts.sizeBytes(), facts.itemCount(), false);
      if (sizes.look(size)) {
        publishSoon();
      }
    }
  }

  @Override
  public void processElement1(StreamRecord<InventoryUpdate> element) {
    processElement(element);
  }

  @Override
  public void processElement2(StreamRecord<PolicyTexts> element) {
    inForce = element.getValue();
    publish();
  }

  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void processWatermark1(Watermark mark) {}

  @Override
  public void processWatermark2(Watermark mark) {}

  private void publishSoon() {
    if (publishing == null) {
      publishing =
          getProcessingTimeService().registerTimer(now() + GATHERING_MILLIS, time -> publish());
    }
  }

  private void publish() {
    ScheduledFuture<?> waiting = publishing;
    if (waiting != null) {
      waiting.cancel(false);
      publishing = null;
    }
    output.collect(new StreamRecord<>(inForce.sized(sizes.published()), now()));
  }

  private void forget() {
    sizes.forget(now());
    if (sizes.hasChanged()) {
      publishSoon();
    }
  }

  @Override
  public void finish() throws Exception {
    forgetting.cancel(false);
    publish();
    super.finish();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    textState.update(List.of(inForce.sized(List.of())));
    sizeState.update(sizes.known());
  }
}
