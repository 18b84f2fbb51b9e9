package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.access.ForeignReaderDetector;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Flink operator around {@link ForeignReaderDetector}. */
final class ForeignReaderOperator extends PolicyOperator<Sighting, Signal> {
  private static final long serialVersionUID = 1L;

  private transient ForeignReaderDetector detector;

  ForeignReaderOperator(MonitorSettings settings) {
    super(settings);
  }

  @Override
  public void open() throws Exception {
    super.open();
    policyChanged();
  }

  @Override
  protected void policyChanged() throws PolicyException {
    detector = new ForeignReaderDetector(settings().loadPolicy());
  }

  @Override
  public void processElement(StreamRecord<Sighting> element) {
    detector.on(
        element.getValue(),
        signal -> output.collect(new StreamRecord<>(signal, element.getTimestamp())));
  }
}
