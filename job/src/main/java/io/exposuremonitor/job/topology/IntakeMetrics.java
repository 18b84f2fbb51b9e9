package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What one input's intake counts for the engine's reporters; for one task, on its thread. */
final class IntakeMetrics {
  private final MetricGroup group;
  private final Counter records;
  private final Counter bytes;
  private final Counter activities;
  private final Counter candidates;
  private final Counter expired;
  private final Counter unreadable;
  private final Counter sampledOut;
  private final Counter cut;
  private final Counter early;
  private final Counter late;
  private final Map<String, Map<ChangeKind, Counter>> changes = new HashMap<>();

  /**
   * @param operator the operator's group
   * @param input the input's name, a label
   */
  IntakeMetrics(MetricGroup operator, String input) {
    group = operator.addGroup(MonitorMetrics.SOURCE, input);
    records = group.counter(MonitorMetrics.RECORDS);
    bytes = group.counter(MonitorMetrics.BYTES);
    activities = group.counter(MonitorMetrics.ACTIVITIES);
    candidates = group.counter(MonitorMetrics.CANDIDATES);
    expired = group.counter(MonitorMetrics.EXPIRED_ITEMS);
    unreadable = group.counter(MonitorMetrics.UNREADABLE_VALUES);
    sampledOut = group.counter(MonitorMetrics.SAMPLED_OUT_ITEMS);
    cut = group.counter(MonitorMetrics.CUT_VALUES);
    early = group.counter(MonitorMetrics.EARLY_EVENTS);
    late = group.counter(MonitorMetrics.LATE_EVENTS);
  }

  void count(DecodedBatch batch) {
    records.inc(batch.records());
    bytes.inc(batch.bytes());
    activities.inc(batch.activities().size());
    candidates.inc(batch.candidates().size());
    for (ItemChange change : batch.itemChanges()) {
      count(change);
    }
  }

  /** Counts events whose time lies oddly against that of others. */
  void countTimes(long earlyEvents, long lateEvents) {
    early.inc(earlyEvents);
    late.inc(lateEvents);
  }

  private void count(ItemChange change) {
    String table = ItemChangeCounts.label(ItemChangeCounts.table(change), changes.keySet());
    changes
        .computeIfAbsent(table, any -> new EnumMap<>(ChangeKind.class))
        .computeIfAbsent(change.header().kind(), kind -> register(table, kind))
        .inc();
    TableChanges counted = TableChanges.of(change);
    expired.inc(counted.expired());
    unreadable.inc(counted.unreadableValues());
    sampledOut.inc(counted.sampledOut());
    cut.inc(counted.cutValues());
  }

  private Counter register(String table, ChangeKind kind) {
    return group
        .addGroup(MonitorMetrics.TABLE, table)
        .addGroup(MonitorMetrics.KIND, kind.name().toLowerCase(Locale.ROOT))
        .counter(MonitorMetrics.ITEM_CHANGES);
  }
}
