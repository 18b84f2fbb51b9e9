package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.decoy.DecoyDetector;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Flink operator around {@link DecoyDetector}. It hashes the policy's decoy keys in the task. */
final class DecoyOperator extends PolicyOperator<ActivityBundle, Signal> {
  private static final long serialVersionUID = 1L;

  private final HashSecret secret;
  private transient KeyHasher hasher;
  private transient DecoyDetector detector;

  DecoyOperator(MonitorSettings settings, HashSecret secret) {
    super(settings);
    this.secret = secret;
  }

  @Override
  public void open() throws Exception {
    super.open();
    hasher = KeyHasher.of(secret.read());
    policyChanged();
  }

  @Override
  protected void policyChanged() throws PolicyException {
    detector = new DecoyDetector(settings().loadPolicy(), hasher);
  }

  @Override
  public void processElement(StreamRecord<ActivityBundle> element) {
    detector.on(
        element.getValue(),
        signal -> output.collect(new StreamRecord<>(signal, element.getTimestamp())));
  }
}
