package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one actor's statements on one table in the last minutes. A window is five consecutive
 * whole minutes.
 *
 * @param minutes one element per minute with statements, in no order, at most {@link #MAX_MINUTES};
 *     the list is the state's own and is changed in place
 */
public record TableCounts(List<MinuteCount> minutes) {
  /** Maximum number of minutes kept. */
  public static final int MAX_MINUTES = 40;

  static final int WINDOW_MINUTES = 5;

  private static final long MILLIS = 60_000;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  public TableCounts {
    minutes = minutes == null ? new ArrayList<>() : minutes;
  }

  static long minuteOf(long time) {
    return Math.floorDiv(time, MILLIS);
  }

  /** Adds the statements of one bundle, by minute. */
  void add(Map<Long, Additions> additions) {
    for (MinuteCount count : minutes) {
      Additions more = additions.get(count.minute());
      if (more != null) {
        more.join(count);
      }
    }
    minutes.removeIf(count -> additions.containsKey(count.minute()));
    additions.forEach((minute, added) -> minutes.add(added.count(minute)));
  }

  /** The highest count of any window with a minute between two. */
  long most(long firstMinute, long lastMinute, Function<MinuteCount, byte[]> what) {
    Map<Long, Long> counts = new HashMap<>();
    for (MinuteCount count : minutes) {
      counts.put(count.minute(), DistinctCount.estimate(what.apply(count)));
    }
    long most = 0;
    for (long start = firstMinute - WINDOW_MINUTES + 1; start <= lastMinute; start++) {
      long sum = 0;
      for (long minute = start; minute < start + WINDOW_MINUTES; minute++) {
        sum += counts.getOrDefault(minute, 0L);
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /**
   * Summary of the writes in all windows that contain a minute between two and reach a limit of
   * statements, or null when none does.
   */
  @Nullable Written written(long firstMinute, long lastMinute, long limit) {
    Map<Long, MinuteCount> known = new HashMap<>();
    minutes.forEach(count -> known.put(count.minute(), count));
    Written all = null;
    for (long start = firstMinute - WINDOW_MINUTES + 1; start <= lastMinute; start++) {
      List<MinuteCount> window =
          LongStream.range(start, start + WINDOW_MINUTES)
              .mapToObj(known::get)
              .filter(Objects::nonNull)
              .toList();
      long sum = window.stream().mapToLong(count -> DistinctCount.estimate(count.writes())).sum();
      if (sum >= limit) {
        all = together(all, window);
      }
    }
    return all;
  }

  private static @Nullable Written together(@Nullable Written all, List<MinuteCount> window) {
    Written together = all;
    for (MinuteCount count : window) {
      Written written = count.written();
      if (written != null) {
        together = together == null ? written : together.and(written);
      }
    }
    return together;
  }

  /** Evicts minutes whose windows can't change any more. */
  void forgetBefore(long minute) {
    minutes.removeIf(count -> count.minute() < minute);
    if (minutes.size() > MAX_MINUTES) {
      minutes.sort(Comparator.comparingLong(MinuteCount::minute));
      minutes.subList(0, minutes.size() - MAX_MINUTES).clear();
    }
  }

  /** The latest minute with statements. */
  long newestMinute() {
    return minutes.stream().mapToLong(MinuteCount::minute).max().orElse(Long.MIN_VALUE);
  }

  /** Statements of one minute that are about to be added. */
  static final class Additions {
    private final List<Statements> scans = new ArrayList<>();
    private final List<Statements> writes = new ArrayList<>();
    private byte[] scansBefore = MinuteCount.NOTHING;
    private byte[] writesBefore = MinuteCount.NOTHING;
    private @Nullable Written written;

    /**
     * The statements of one call.
     *
     * @param idHash hash of the event's id; the statements are distinguished by their number
     */
    private record Statements(long idHash, int number) {
      void addTo(DistinctCount count) {
        for (int i = 0; i < number; i++) {
          count.add(idHash + i * GOLDEN_RATIO);
        }
      }
    }

    void scans(long idHash, int number) {
      scans.add(new Statements(idHash, number));
    }

    void writes(long idHash, int number, Written more) {
      writes.add(new Statements(idHash, number));
      write(more);
    }

    private void write(Written more) {
      written = written == null ? more : written.and(more);
    }

    private void join(MinuteCount before) {
      scansBefore = before.scans();
      writesBefore = before.writes();
      if (before.written() != null) {
        write(before.written());
      }
    }

    private MinuteCount count(long minute) {
      return new MinuteCount(minute, sum(scansBefore, scans), sum(writesBefore, writes), written);
    }

    private static byte[] sum(byte[] before, List<Statements> added) {
      if (added.isEmpty()) {
        return before;
      }
      DistinctCount count = new DistinctCount(DistinctCount.LG_K).merge(before);
      added.forEach(statements -> statements.addTo(count));
      return count.toBytes();
    }
  }
}
