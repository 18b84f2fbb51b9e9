package io.exposuremonitor.detectors.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartiqlStateTest {
  /**
   * An id, and an origin with the longest user agent that is kept and other texts of 128
   * characters.
   */
  private static final long MAX_EVENT_BYTES = 128 + 1_024 + 5 * 128 + 1;

  private static final long START = 1_767_225_600_000L;
  private static final long DEFAULT_STORM_BYTES = 400_000;
  private static final long QUIET_BYTES = 11_000;
  private static final int RECENCY_BYTES = 4 * Long.BYTES;

  @Test
  void boundsStateUnderFloodOfStatements() {
    Run run = new Run(Policies.PLAIN, START);
    String longName = "t".repeat(255 - 2);
    for (int minute = 0; minute < 28; minute++) {
      for (int table = 0; table < PartiqlState.MAX_TABLES + 2; table++) {
        run.takeTogether(
            storm(START + minute * 60_000L, minute).stream()
                .map(inTable(longName + table))
                .toList());
      }
      assertThat(bytes(run.state())).isLessThan(DEFAULT_STORM_BYTES);
    }
    assertThat(run.state().shapes).hasSize(PartiqlState.MAX_SHAPES);
    assertThat(run.state().tables).hasSize(PartiqlState.MAX_TABLES);

    run.passTo(START + 3 * ActivityBundle.SLOT_MILLIS + 60 * 60_000L);
    assertThat(bytes(run.state())).isLessThan(QUIET_BYTES);
  }

  @Test
  void worstCaseSizeIsWithinMaximum() {
    long written = 16 + Statement.MAX_SHAPE + Evidence.MAX_EVENTS * MAX_EVENT_BYTES;
    long minute = 8 + 2 * DistinctCount.MAX_BYTES + written;
    long table = 512 + TableCounts.MAX_MINUTES * minute;
    long shapes = PartiqlState.MAX_SHAPES * (8L + RECENCY_BYTES);
    assertThat(shapes + PartiqlState.MAX_TABLES * table + 2 * RECENCY_BYTES + 40)
        .isLessThan(PartiqlState.MAX_BYTES);
  }

  @Test
  void evictsOldestMinutesFirst() {
    TableCounts counts = new TableCounts(new ArrayList<>());
    for (long minute = 0; minute < 100; minute++) {
      counts.minutes().add(new MinuteCount(minute, new byte[0], new byte[0], null));
    }
    counts.forgetBefore(0);
    assertThat(counts.minutes())
        .hasSize(TableCounts.MAX_MINUTES)
        .allMatch(count -> count.minute() >= 100 - TableCounts.MAX_MINUTES);
  }

  @Test
  void replacesNullComponentsOfOlderState() {
    assertThat(new TableCounts(null).minutes()).isEmpty();
    assertThat(new MinuteCount(1, null, null, null).scans()).isEmpty();
  }

  private static UnaryOperator<Event> inTable(String name) {
    return event -> event.on(name);
  }

  private static List<Event> storm(long time, int minute) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String[] statements =
          Event.copies(10, "UPDATE t SET a" + (minute * 10 + i % 10) + " = 1 WHERE b > " + i);
      events.add(Event.at(time + i, statements));
    }
    return events;
  }

  private static long bytes(@Nullable Written written) {
    if (written == null) {
      return 0;
    }
    long bytes = 16L + written.shape().length();
    for (EventReference event : written.events()) {
      Origin origin = event.origin();
      bytes += event.eventId().length() + origin.sourceIp().length() + origin.userAgent().length();
      bytes += origin.accessKeyId().length() + origin.session().length() + 1;
    }
    return bytes;
  }

  private static long bytes(PartiqlState state) {
    long bytes = 2 * RECENCY_BYTES + 40 + state.shapes.size() * (8L + RECENCY_BYTES);
    for (var table : state.tables.entrySet()) {
      bytes += table.getKey().getBytes(StandardCharsets.UTF_8).length;
      for (MinuteCount count : table.getValue().minutes()) {
        bytes += 8 + count.scans().length + count.writes().length + bytes(count.written());
      }
    }
    return bytes;
  }
}
