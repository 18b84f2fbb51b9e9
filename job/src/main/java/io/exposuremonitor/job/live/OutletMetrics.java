package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.output.Outlet;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.job.sample.Counted;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the outcome of an output's lines; never logs their content. The counts are part
 * of the metrics, and thus of checkpoints.
 */
final class OutletMetrics implements Outlet.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(OutletMetrics.class);

  private final String name;
  private final Counted counted;
  private final FailureLog log = new FailureLog(LOG);
  private final Counter alarm;
  private long dropped;

  OutletMetrics(MetricGroup operator, String name, Counted counted) {
    this.name = name;
    this.counted = counted;
    alarm = AlarmMetrics.in(operator).counter(AlarmMetrics.OUTPUT_RETRIES);
    counted.add(DomainMetric.OUTPUT_DELIVERED, 0, name);
    counted.add(DomainMetric.OUTPUT_RETRIED, 0, name);
    counted.add(DomainMetric.OUTPUT_REFUSED, 0, name);
  }

  /** Reports how many lines wait. */
  void update(Outlet outlet) {
    counted.set(DomainMetric.OUTPUT_WAITING, outlet.waiting(), name);
  }

  @Override
  public void delivered(int count) {
    counted.add(DomainMetric.OUTPUT_DELIVERED, count, name);
  }

  @Override
  public void retried(String detail) {
    counted.add(DomainMetric.OUTPUT_RETRIED, 1, name);
    alarm.inc();
    log.failed(name + ": " + detail);
  }

  /** A line is dropped because too many wait. */
  void dropped() {
    counted.add(DomainMetric.OUTPUT_REFUSED, 1, name);
    dropped++;
    if (FailureLog.isPowerOfTen(dropped)) {
      LOG.error("{}: too many lines wait; dropped {}", name, dropped);
    }
  }

  @Override
  public void refused(int count, String detail) {
    counted.add(DomainMetric.OUTPUT_REFUSED, count, name);
    LOG.error("{}: dropped {}: {}", name, count, detail);
  }
}
