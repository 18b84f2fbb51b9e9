package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.leases.StreamLeases;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The leases of applications. The lag goes on growing while a table can't be read, so that silence
 * does not look like health; an application that no longer has leases of a stream counts none.
 */
final class LeaseMeasures {
  /** Further pairs of application and stream are not measured; each is up to three series. */
  static final int MOST_PAIRS = 200;

  private static final String UNKNOWN_STREAM = "unknown";

  private final MetricGroup group;
  private final LongSupplier clock;
  private final Map<Pair, Measured> newest = new ConcurrentHashMap<>();

  private record Pair(String table, String stream) {}

  /**
   * @param since when the slowest lease was renewed, epoch milliseconds; 0 for none
   */
  private record Measured(int owned, int orphaned, long since) {
    static final Measured NONE = new Measured(0, 0, 0);
  }

  /**
   * @param group takes the gauges
   * @param clock epoch milliseconds
   */
  LeaseMeasures(MetricGroup group, LongSupplier clock) {
    this.group = group;
    this.clock = clock;
  }

  void note(LeaseReading reading) {
    Set<Pair> seen = new HashSet<>();
    for (StreamLeases leases : reading.streams()) {
      Pair pair = new Pair(reading.table(), leases.stream());
      seen.add(pair);
      boolean open = leases.owned() + leases.orphaned() > 0;
      long since = open ? reading.time() - leases.lagMillis() : 0;
      note(pair, reading.application(), new Measured(leases.owned(), leases.orphaned(), since));
    }
    newest.replaceAll(
        (pair, measured) ->
            pair.table().equals(reading.table()) && !seen.contains(pair)
                ? Measured.NONE
                : measured);
  }

  private void note(Pair pair, String application, Measured measured) {
    if (newest.containsKey(pair)) {
      newest.put(pair, measured);
    } else if (newest.size() < MOST_PAIRS) {
      newest.put(pair, measured);
      register(pair, application);
    }
  }

  private void register(Pair pair, String application) {
    MetricGroup labelled =
        group
            .addGroup(MonitorMetrics.APPLICATION, application)
            .addGroup(
                MonitorMetrics.STREAM, pair.stream().isEmpty() ? UNKNOWN_STREAM : pair.stream());
    labelled.gauge(MonitorMetrics.CONSUMER_LAG, (Gauge<Long>) () -> lagMillis(pair));
    labelled
        .addGroup(MonitorMetrics.STATE, "owned")
        .gauge(MonitorMetrics.CONSUMER_LEASES, (Gauge<Integer>) () -> measured(pair).owned());
    labelled
        .addGroup(MonitorMetrics.STATE, "orphaned")
        .gauge(MonitorMetrics.CONSUMER_LEASES, (Gauge<Integer>) () -> measured(pair).orphaned());
  }

  private long lagMillis(Pair pair) {
    long since = measured(pair).since();
    return since == 0 ? 0 : Math.max(0, clock.getAsLong() - since);
  }

  private Measured measured(Pair pair) {
    return newest.getOrDefault(pair, Measured.NONE);
  }
}
