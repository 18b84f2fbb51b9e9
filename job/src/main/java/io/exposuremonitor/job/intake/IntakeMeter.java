package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.sample.Counted;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums up the counts of one input's intake, so that few samples are emitted. For one task, on its
 * thread.
 */
public final class IntakeMeter {
  private final String input;
  private final String part;
  private final boolean logs;
  private final Map<String, TableChanges> changes = new HashMap<>();
  private long records;
  private long bytes;
  private long activities;
  private long candidates;
  private long early;
  private long late;
  private long gaps;
  private long missingObjects;
  private long unreadableObjects;
  private long upTo = DecodedBatch.NOT_REPORTED;

  /**
   * @param input the input's name, used as a label
   * @param subtask index of the intake's subtask
   * @param logs whether the input delivers records; otherwise only gaps are counted
   */
  IntakeMeter(String input, int subtask, boolean logs) {
    this.input = input;
    this.part = Integer.toString(subtask);
    this.logs = logs;
  }

  void add(DecodedBatch batch) {
    records += batch.records();
    bytes += batch.bytes();
    activities += batch.activities().size();
    candidates += batch.candidates().size();
    for (ItemChange change : batch.itemChanges()) {
      String table = ItemChangeCounts.label(ItemChangeCounts.table(change), changes.keySet());
      changes.merge(table, TableChanges.of(change), TableChanges::plus);
    }
    upTo = batch.upTo() == DecodedBatch.NOT_REPORTED ? upTo : batch.upTo();
  }

  /** Counts events whose times are too far from those of other events. */
  void addTimes(long earlyEvents, long lateEvents) {
    early += earlyEvents;
    late += lateEvents;
  }

  /** Counts a loss of input; records that can't be read are counted as skipped instead. */
  void addGap(Gap.Cause cause) {
    switch (cause) {
      case TRIMMED,
          SHARD_GONE,
          START_BEFORE_RETENTION,
          DENIED,
          STREAM_ENDED,
          UNCOVERED_HASH_RANGE ->
          gaps++;
      case OBJECT_MISSING -> missingObjects++;
      case OBJECT_UNREADABLE -> unreadableObjects++;
      case RECORD_UNREADABLE -> {}
    }
  }

  /** Emits all counters as zero, so that the series exist before the first count. */
  void begin(Counted counted) {
    emit(counted, TableChanges.NONE);
  }

  /** Emits what was counted since the last call, and how far the source has read. */
  void drain(Counted counted) {
    TableChanges total = TableChanges.NONE;
    for (Map.Entry<String, TableChanges> table : changes.entrySet()) {
      TableChanges changed = table.getValue();
      emit(counted, table.getKey(), "insert", changed.inserts());
      emit(counted, table.getKey(), "modify", changed.modifies());
      emit(counted, table.getKey(), "remove", changed.removes());
      total = total.plus(changed);
    }
    long lost = gaps + missingObjects + unreadableObjects;
    boolean any = records + bytes + early + late + lost + total.total() > 0;
    if (any) {
      emit(counted, total);
    }
    if (upTo != DecodedBatch.NOT_REPORTED) {
      counted.setPart(part, DomainMetric.BEHIND_LATEST, (double) upTo, input);
    }
    changes.clear();
    records = 0;
    bytes = 0;
    activities = 0;
    candidates = 0;
    early = 0;
    late = 0;
    gaps = 0;
    missingObjects = 0;
    unreadableObjects = 0;
  }

  private void emit(Counted counted, String table, String kind, long count) {
    if (count > 0) {
      counted.add(DomainMetric.ITEM_CHANGES, count, input, table, kind);
    }
  }

  private void emit(Counted counted, TableChanges total) {
    if (logs) {
      emitRead(counted, total);
    }
    counted.add(DomainMetric.COVERAGE_GAPS, gaps, input);
    counted.add(DomainMetric.MISSING_OBJECTS, missingObjects, input);
    counted.add(DomainMetric.UNREADABLE_OBJECTS, unreadableObjects, input);
  }

  /** Without records these would stay at zero, and be taken for an input that is never read. */
  private void emitRead(Counted counted, TableChanges total) {
    counted.add(DomainMetric.RECORDS, records, input);
    counted.add(DomainMetric.INPUT_BYTES, bytes, input);
    counted.add(DomainMetric.ACTIVITIES, activities, input);
    counted.add(DomainMetric.RULE_CANDIDATES, candidates, input);
    counted.add(DomainMetric.EXPIRED_ITEMS, total.expired(), input);
    counted.add(DomainMetric.UNREADABLE_ITEM_VALUES, total.unreadableValues(), input);
    counted.add(DomainMetric.SAMPLED_OUT_ITEMS, total.sampledOut(), input);
    counted.add(DomainMetric.CUT_ITEM_VALUES, total.cutValues(), input);
    counted.add(DomainMetric.EARLY_EVENTS, early, input);
    counted.add(DomainMetric.LATE_EVENTS, late, input);
  }
}
