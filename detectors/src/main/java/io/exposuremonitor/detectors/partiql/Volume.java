package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.partiql.TableCounts.Additions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts a bundle's statements on its table, together with those just before. */
final class Volume {
  private final TableCounts counts;
  private final Selection scans = new Selection();
  private final Selection writes = new Selection();
  private final Selection writesWithoutKey = new Selection();
  private boolean peeks = true;

  private Volume(TableCounts counts) {
    this.counts = counts;
  }

  /**
   * Adds a bundle's calls.
   *
   * @param counts the table's counts; changed in place
   */
  static Volume of(TableCounts counts, List<Call> calls) {
    Volume volume = new Volume(counts);
    Map<Long, Additions> additions = new HashMap<>();
    for (Call call : calls) {
      volume.add(call, additions);
    }
    counts.add(additions);
    return volume;
  }

  private void add(Call call, Map<Long, Additions> additions) {
    long minute = TableCounts.minuteOf(call.time());
    List<Statement> scanned = call.scans();
    if (!scanned.isEmpty()) {
      scans.add(call, scanned);
      peeks &= call.isPeek();
      additions.computeIfAbsent(minute, m -> new Additions()).scans(call.idHash(), scanned.size());
    }
    List<Statement> written = call.writes();
    if (!written.isEmpty()) {
      writes.add(call, written);
      additions
          .computeIfAbsent(minute, m -> new Additions())
          .writes(call.idHash(), written.size(), call.written());
    }
    List<Statement> unkeyed = call.writesWithoutKey();
    if (!unkeyed.isEmpty()) {
      writesWithoutKey.add(call, unkeyed);
    }
  }

  /** The calls with statements that read, change or delete without a key. */
  Selection scans() {
    return scans;
  }

  /** The calls with statements that write. */
  Selection writes() {
    return writes;
  }

  /** The calls with statements that change or delete without a key. */
  Selection writesWithoutKey() {
    return writesWithoutKey;
  }

  /** True when all {@link #scans} asked for a few items. */
  boolean onlyPeeks() {
    return peeks;
  }

  /**
   * Maximum number of statements without a key within five minutes, in windows around those of the
   * bundle.
   */
  long mostScans() {
    return counts.most(
        TableCounts.minuteOf(scans.start()), TableCounts.minuteOf(scans.end()), MinuteCount::scans);
  }

  /**
   * Maximum number of statements that write within five minutes, in windows around those of the
   * bundle.
   */
  long mostWrites() {
    return counts.most(
        TableCounts.minuteOf(writes.start()),
        TableCounts.minuteOf(writes.end()),
        MinuteCount::writes);
  }

  /**
   * Summary of the writes in all windows around the bundle that reach a limit, or null when none
   * does.
   */
  @Nullable Written written(long limit) {
    return counts.written(
        TableCounts.minuteOf(writes.start()), TableCounts.minuteOf(writes.end()), limit);
  }

  /** The oldest minute whose windows can still change. */
  static long oldestOpenMinute(long newestMinute, Duration lateness) {
    return newestMinute - lateness.toMinutes() - TableCounts.WINDOW_MINUTES;
  }
}
