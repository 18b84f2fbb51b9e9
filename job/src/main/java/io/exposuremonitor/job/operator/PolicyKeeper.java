package io.exposuremonitor.job.operator;

import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.detectors.blindspot.PolicyRefusal;
import io.exposuremonitor.detectors.blindspot.PolicyRefusalSignals;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.sample.Counted;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink operator around {@link PolicyGate}: takes readings and emits the texts that come into
 * force. Runs with parallelism 1, so that all operators get the same ones. After each start it
 * emits the texts in force once more, for operators whose state does not hold them.
 */
public final class PolicyKeeper extends AbstractStreamOperator<PolicyTexts>
    implements OneInputStreamOperator<Reading, PolicyTexts> {
  /** Refused changes. */
  static final OutputTag<Signal> REFUSALS = new OutputTag<>("policy-refusals", StreamTypes.SIGNAL);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

  private final MonitorSettings settings;
  private final long readAt;
  private final boolean policyIsWatched;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient ListState<PolicyTexts> state;

  @SuppressWarnings("NullAway.Init")
  private transient PolicyGate gate;

  private transient Counted counted;
  private transient boolean reported;

  /**
   * @param settings the settings with which the job is started
   * @param readAt when they were read, epoch milliseconds
   * @param policyIsWatched whether the first watched place holds the policy
   */
  public PolicyKeeper(MonitorSettings settings, long readAt, boolean policyIsWatched) {
    this.settings = settings;
    this.readAt = readAt;
    this.policyIsWatched = policyIsWatched;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state = ListStates.open(context, "policy", StreamTypes.POLICY_TEXTS);
    PolicyTexts inForce = settings.texts(readAt);
    for (PolicyTexts stored : state.get()) {
      inForce = stored.readAt() > readAt ? stored.inflate() : inForce;
    }
    gate = new PolicyGate(settings, policyIsWatched, inForce, this::refuse);
  }

  @Override
  public void open() throws Exception {
    super.open();
    counted = new Counted(output, getProcessingTimeService());
    reported = false;
  }

  @Override
  public void processElement(StreamRecord<Reading> element) {
    PolicyTexts changed = gate.offer(element.getValue(), now());
    if (changed != null) {
      LOG.info("policy {} comes into force", changed.version());
    }
    if (changed != null || !reported) {
      reported = true;
      output.collect(new StreamRecord<>(gate.inForce().deflate(), now()));
    }
  }

  private void refuse(PolicyRefusal refusal, boolean again) {
    if (!again) {
      counted.add(DomainMetric.POLICY_REFUSED, 1);
      LOG.warn("{}", PolicyRefusalSignals.of(refusal, now()).message());
    }
    output.collect(REFUSALS, new StreamRecord<>(PolicyRefusalSignals.of(refusal, now()), now()));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(gate.inForce().deflate()));
  }
}
