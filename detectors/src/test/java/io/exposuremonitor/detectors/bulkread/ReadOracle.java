package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes the expected findings of one actor on one table in the slow way: keeps every event,
 * examines every window with all of its events, and shares no code with the detector.
 */
final class ReadOracle {
  private static final long LATENESS = 30 * Read.MINUTE;

  private final BulkReadThresholds thresholds;
  private final Collection<Read> reads;
  private final List<Window> windows = new ArrayList<>();
  private final Map<String, Map<String, Long>> found = new TreeMap<>();

  private ReadOracle(BulkReadThresholds thresholds, List<Read> reads) {
    this.thresholds = thresholds;
    Map<Long, Read> distinct = new LinkedHashMap<>();
    reads.stream()
        .filter(read -> read.facet().operation() != Operation.WRITE_LEASE)
        .filter(read -> !readsLeases(read, reads))
        .forEach(read -> distinct.put(read.id(), read));
    this.reads = distinct.values();
  }

  /** Whether a Scan follows a lease, written in the two weeks up to three quarters before it. */
  private static boolean readsLeases(Read scan, List<Read> reads) {
    long quarter = 15 * Read.MINUTE;
    return scan.facet().operation() == Operation.SCAN
        && reads.stream()
            .filter(read -> read.facet().operation() == Operation.WRITE_LEASE)
            .filter(read -> !read.facet().failed())
            .mapToLong(read -> Math.floorDiv(scan.time(), quarter) - read.time() / quarter)
            .anyMatch(age -> age >= 3 && age <= 14 * 96);
  }

  /** The highest value of each count, by finding id. */
  static Map<String, Map<String, Long>> found(BulkReadThresholds thresholds, List<Read> reads) {
    ReadOracle oracle = new ReadOracle(thresholds, reads);
    oracle.windows(150 * Read.SECOND, 2, "5m");
    oracle.windows(10 * Read.MINUTE, 6, "1h");
    oracle.windows(4 * Read.HOUR, 6, "24h");
    oracle.windows(Read.DAY, 7, "7d");
    oracle.windows.sort(
        Comparator.comparingLong((Window window) -> window.end)
            .thenComparing(window -> window.name.equals("7d")));
    oracle.windows.forEach(oracle::judge);
    return oracle.found;
  }

  private static final class Window {
    final String name;
    final long start;
    final long end;
    final long lastSlot;
    long scans;
    long partiql;
    long queries;
    final Set<List<Long>> fullPages = new HashSet<>();
    long failed;
    long counted;
    long console;
    long scanItems;
    long keys;
    long keysAtMost;
    long segments;
    long totalSegments;
    boolean whole;
    boolean pagesCrossed;
    boolean keysCrossed;
    boolean signalled;

    Window(String name, long start, long end, long lastSlot) {
      this.name = name;
      this.start = start;
      this.end = end;
      this.lastSlot = lastSlot;
    }

    long value(String kind) {
      return kind.equals("pages") ? scans + partiql : kind.equals("keys") ? keys : queries;
    }
  }

  private void windows(long slot, int slots, String name) {
    Set<Long> ends = new TreeSet<>();
    reads.forEach(read -> ends.add(Math.floorDiv(read.time(), slot)));
    for (long last : ends) {
      Window window = new Window(name, (last - slots + 1) * slot, (last + 1) * slot, last * slot);
      Set<Long> keys = new TreeSet<>();
      Map<Integer, Set<Integer>> segments = new TreeMap<>();
      for (Read read : reads) {
        if (read.time() >= window.start && read.time() < window.end) {
          count(window, read, keys, segments);
        }
      }
      window.scans += window.console / 10 + window.scanItems / 300;
      window.keys = keys.size();
      for (long start = window.start; start < window.end; start += slot) {
        Set<Long> inSlot = new TreeSet<>();
        for (Read read : reads) {
          if (Math.floorDiv(read.time(), slot) * slot == start) {
            count(new Window(name, 0, 0, 0), read, inSlot, new TreeMap<>());
          }
        }
        window.keysAtMost += inSlot.size();
      }
      if (name.equals("1h")) {
        segments.forEach(
            (total, seen) -> {
              window.segments = Math.max(window.segments, seen.size());
              window.totalSegments = Math.max(window.totalSegments, total);
              window.whole |= seen.size() == total;
            });
      }
      windows.add(window);
    }
  }

  private static void count(
      Window window, Read read, Set<Long> keys, Map<Integer, Set<Integer>> segments) {
    Operation operation = read.facet().operation();
    if (read.facet().failed()) {
      window.failed++;
    } else if (read.facet().countOnly()) {
      window.counted++;
    } else if (operation == Operation.SCAN && read.facet().origin().console()) {
      window.console++;
    } else if (operation == Operation.SCAN
        && read.facet().limit() > 0
        && read.facet().limit() < 300) {
      window.scanItems += read.facet().limit();
    } else if (operation == Operation.SCAN) {
      window.scans++;
      if (read.facet().totalSegments() > 0) {
        segments
            .computeIfAbsent(read.facet().totalSegments(), unused -> new TreeSet<>())
            .add(read.facet().segment());
      }
    } else if (operation.isPartiql()) {
      long full =
          read.facet().statements().stream()
              .filter(statement -> statement.access() == Access.FULL_SCAN)
              .count();
      long keyed = read.facet().statements().size() - full;
      window.partiql += full + (followsFullPage(read) ? keyed : 0);
      window.queries += followsFullPage(read) ? 0 : keyed;
    } else {
      window.queries +=
          operation == Operation.QUERY || operation == Operation.SEARCH_VECTORS ? 1 : 0;
      if (operation == Operation.QUERY && followsFullPage(read)) {
        long slot = Math.floorDiv(read.time(), 150 * Read.SECOND);
        boolean added = window.fullPages.add(List.of(slot, startKey(read)));
        window.scans += added ? 1 : 0;
      }
      keys.addAll(read.keys().subList(0, read.keys().size() - (startsAfter(read) ? 1 : 0)));
    }
  }

  private static boolean startsAfter(Read read) {
    return read.facet().continued() && read.facet().operation() == Operation.QUERY;
  }

  private static long startKey(Read read) {
    return read.keys().get(read.keys().size() - 1);
  }

  private static boolean followsFullPage(Read read) {
    int limit = read.facet().limit();
    return read.facet().continued() && (limit == 0 || limit > 300);
  }

  private void judge(Window window) {
    BulkReadThresholds t = thresholds;
    boolean week = window.name.equals("7d");
    long pagesFloor = floor(window, t.scanPages(), t.slowPages());
    pagesFloor = window.whole ? pagesFloor - pagesFloor / 2 : pagesFloor;
    long keysFloor = floor(window, t.distinctKeys(), t.slowKeys());
    long queriesFloor = floor(window, t.queryPages(), Long.MAX_VALUE);
    boolean crosses =
        window.value("pages") >= pagesFloor
            || window.keys >= keysFloor
            || window.queries >= queriesFloor;
    if (!crosses) {
      return;
    }
    window.keysCrossed = window.keys >= keysFloor;
    double pagesLine = Math.max(pagesFloor, line("pages", window));
    window.pagesCrossed = window.value("pages") >= pagesLine;
    if (window.value("pages") >= pagesLine
        && !(week && readFaster(window, other -> other.pagesCrossed))) {
      if (week) {
        note("low-and-slow", window);
      } else {
        if (window.scans * 2 >= pagesLine) {
          note("table-scan", window);
        }
        if (window.partiql * 2 > pagesLine) {
          note("partiql-dump", window);
        }
      }
    }
    if ((window.keys >= Math.max(keysFloor, line("keys", window))
            && !(week && readFaster(window, other -> other.keysCrossed && told(other, window.end))))
        || window.queries >= Math.max(queriesFloor, line("queries", window))) {
      note(week ? "low-and-slow" : "key-sweep", window);
    }
  }

  /** Whether the day of a window raised a signal by a time. */
  private boolean told(Window window, long end) {
    return windows.stream().anyMatch(other -> taints(other, day(window.lastSlot), end));
  }

  private boolean readFaster(Window week, Predicate<Window> crossed) {
    return windows.stream()
        .filter(other -> !other.name.equals("7d"))
        .filter(other -> other.end <= week.end && day(other.end - 1) >= day(week.start))
        .anyMatch(crossed);
  }

  private static long floor(Window window, BulkReadThresholds.Floors floors, long week) {
    return switch (window.name) {
      case "5m" -> floors.fiveMinutes();
      case "1h" -> floors.hour();
      case "24h" -> floors.day();
      default -> week;
    };
  }

  private long line(String kind, Window window) {
    long usual = usual(kind, window);
    return usual == 0 ? 0 : (long) (usual * thresholds.historyFactor()) + 1;
  }

  private long usual(String kind, Window window) {
    long arrived = window.start - LATENESS;
    Set<Long> days =
        reads.stream()
            .map(read -> day(read.time()))
            .filter(day -> day + Read.DAY <= arrived)
            .filter(day -> day >= day(window.lastSlot) - 14 * Read.DAY)
            .filter(day -> windows.stream().noneMatch(other -> taints(other, day, arrived)))
            .collect(Collectors.toSet());
    return days.size() < thresholds.minimumHistoryDays()
        ? 0
        : windows.stream()
            .filter(other -> other.name.equals(window.name))
            .filter(other -> days.contains(day(other.lastSlot)))
            .filter(other -> !kind.equals("keys") || matters(other))
            .mapToLong(other -> other.value(kind))
            .max()
            .orElse(0);
  }

  /** Whether keys are worth counting: they may cross the floor or raise the line above it. */
  private boolean matters(Window window) {
    long pagesFloor = floor(window, thresholds.scanPages(), thresholds.slowPages());
    return window.value("pages") >= (window.whole ? pagesFloor - pagesFloor / 2 : pagesFloor)
        || window.queries >= floor(window, thresholds.queryPages(), Long.MAX_VALUE)
        || window.keysAtMost
            >= floor(window, thresholds.distinctKeys(), thresholds.slowKeys())
                / thresholds.historyFactor();
  }

  private static boolean taints(Window other, long day, long arrived) {
    return other.signalled
        && other.end <= arrived
        && other.start < day + Read.DAY
        && other.end > day;
  }

  private void note(String id, Window window) {
    window.signalled = true;
    Map<String, Long> counts = found.computeIfAbsent(id, unused -> new TreeMap<>());
    Map<String, Long> seconds = Map.of("5m", 300L, "1h", 3_600L, "24h", 86_400L, "7d", 604_800L);
    Map<String, Long> seen = new TreeMap<>();
    seen.put("pages", window.value("pages"));
    seen.put("pages_" + window.name, window.value("pages"));
    seen.put("partiql_pages", window.partiql);
    seen.put("query_pages", window.queries);
    seen.put("full_query_pages", (long) window.fullPages.size());
    seen.put("distinct_keys", window.keys);
    seen.put("usual_pages", usual("pages", window));
    seen.put("usual_keys", usual("keys", window));
    seen.put("window_seconds", seconds.get(window.name));
    seen.put("failed_calls", window.failed);
    seen.put("count_pages", window.counted);
    seen.put("console_pages", window.console);
    seen.put("segments_seen", window.segments);
    seen.put("total_segments", window.totalSegments);
    seen.forEach(
        (name, count) -> {
          if (count > 0) {
            counts.merge(name, count, Math::max);
          }
        });
  }

  private static long day(long time) {
    return Math.floorDiv(time, Read.DAY) * Read.DAY;
  }
}
