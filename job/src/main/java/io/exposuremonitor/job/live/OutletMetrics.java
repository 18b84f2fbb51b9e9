package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.output.Outlet;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what becomes of an output's lines. Logs no content. */
final class OutletMetrics implements Outlet.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(OutletMetrics.class);

  private final String name;
  private final Counter delivered;
  private final Counter retried;
  private final Counter refused;
  private final FailureLog log = new FailureLog(LOG);

  /**
   * @param group the output's own
   */
  OutletMetrics(MetricGroup group, String name) {
    this.name = name;
    this.delivered = group.counter(MonitorMetrics.OUTPUT_DELIVERED);
    this.retried = group.counter(MonitorMetrics.OUTPUT_RETRIED);
    this.refused = group.counter(MonitorMetrics.OUTPUT_REFUSED);
  }

  /** The group of an output. */
  static MetricGroup group(MetricGroup operator, String name) {
    return operator.addGroup(MonitorMetrics.OUTPUT, name);
  }

  /** The gauge needs the outlet, which needs its listener first. */
  static void watch(MetricGroup group, Outlet outlet) {
    group.gauge(MonitorMetrics.OUTPUT_WAITING, outlet::waiting);
  }

  @Override
  public void delivered(int count) {
    delivered.inc(count);
  }

  @Override
  public void retried(String detail) {
    retried.inc();
    log.failed(name + ": " + detail);
  }

  @Override
  public void refused(int count, String detail) {
    refused.inc(count);
    LOG.error("{}: dropped {}: {}", name, count, detail);
  }
}
