package io.exposuremonitor.job.topology;

import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Shows what is measured of tables, each by the task that its readings come to. Not in any state:
 * after a restart a gauge is there again with its next reading.
 *
 * <p>Tables beyond {@link ItemChangeCounts#MOST_TABLES} in a task are not shown, for they become a
 * label; how many these are is.
 */
final class TableGauges extends RichFlatMapFunction<TableReading, Void> {
  private static final long serialVersionUID = 1L;

  /** Read by the engine's reporters on their threads. */
  private final Map<String, Long> values = new ConcurrentHashMap<>();

  private final Map<String, List<String>> labels = new ConcurrentHashMap<>();
  private final Set<String> tables = new HashSet<>();
  private final Set<String> others = ConcurrentHashMap.newKeySet();

  @Override
  public void open(OpenContext context) {
    getRuntimeContext()
        .getMetricGroup()
        .gauge(MonitorMetrics.TABLES_NOT_SHOWN, (Gauge<Long>) () -> (long) others.size());
  }

  @Override
  public void flatMap(TableReading reading, Collector<Void> out) {
    String table = reading.table();
    if (!tables.contains(table) && tables.size() == ItemChangeCounts.MOST_TABLES) {
      others.add(table);
      return;
    }
    tables.add(table);
    String metric = reading.metric() + '\n' + table;
    List<String> before = labels.put(metric, reading.labels());
    if (before != null && !before.equals(reading.labels())) {
      values.put(key(metric, before), 0L);
    }
    String key = key(metric, reading.labels());
    boolean latest = reading.metric().equals(MonitorMetrics.TABLE_LAST_EVENT);
    Long known = values.get(key);
    values.put(key, known == null || !latest ? reading.value() : Math.max(known, reading.value()));
    if (known == null) {
      group(reading).gauge(reading.metric(), (Gauge<Long>) () -> values.getOrDefault(key, 0L));
    }
  }

  private static String key(String metric, List<String> labels) {
    return metric + '\n' + String.join("\n", labels);
  }

  private MetricGroup group(TableReading reading) {
    MetricGroup group =
        getRuntimeContext().getMetricGroup().addGroup(MonitorMetrics.TABLE, reading.table());
    for (int i = 0; i + 1 < reading.labels().size(); i += 2) {
      group = group.addGroup(reading.labels().get(i), reading.labels().get(i + 1));
    }
    return group;
  }
}
