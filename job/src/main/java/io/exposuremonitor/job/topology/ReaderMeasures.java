package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.consumer.StreamReaders;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** How many read each stream; for one subtask, which sees all of a stream. */
final class ReaderMeasures {
  /** Further streams are not measured; each is two series. */
  static final int MOST_STREAMS = 200;

  private final MetricGroup group;
  private final Map<String, StreamReaders> newest = new ConcurrentHashMap<>();

  /**
   * @param group takes the gauges
   */
  ReaderMeasures(MetricGroup group) {
    this.group = group;
  }

  void note(StreamReaders readers) {
    String source = readers.source();
    if (newest.containsKey(source)) {
      newest.put(source, readers);
    } else if (newest.size() < MOST_STREAMS) {
      newest.put(source, readers);
      register(source, readers);
    }
  }

  private void register(String source, StreamReaders first) {
    MetricGroup stream = group.addGroup(MonitorMetrics.STREAM, source);
    stream
        .addGroup(MonitorMetrics.KNOWN, "true")
        .gauge(
            MonitorMetrics.STREAM_READERS,
            (Gauge<Integer>) () -> newest.getOrDefault(source, first).known());
    stream
        .addGroup(MonitorMetrics.KNOWN, "false")
        .gauge(
            MonitorMetrics.STREAM_READERS,
            (Gauge<Integer>) () -> newest.getOrDefault(source, first).unknown());
  }
}
