package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.decoy.DecoyDetector;
import io.exposuremonitor.detectors.signal.Signal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** The shell around {@link DecoyDetector}, which hashes the policy's keys where it runs. */
final class DecoyFunction extends RichFlatMapFunction<ActivityBundle, Signal> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private final HashSecret secret;
  private transient DecoyDetector detector;

  DecoyFunction(MonitorSettings settings, HashSecret secret) {
    this.settings = settings;
    this.secret = secret;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    detector = new DecoyDetector(settings.loadPolicy(), KeyHasher.of(secret.read()));
  }

  @Override
  public void flatMap(ActivityBundle bundle, Collector<Signal> out) {
    detector.on(bundle, out::collect);
  }
}
