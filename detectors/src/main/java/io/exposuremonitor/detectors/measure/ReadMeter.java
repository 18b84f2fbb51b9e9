package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures the pages, distinct keys and distinct readers of tables, from tallies that count each
 * read once.
 */
public final class ReadMeter implements Meter<ReadTally> {
  private static final long HOUR_MILLIS = 3_600_000;

  private final Map<Place, Reads> reads = new HashMap<>();
  private long latest;

  private record Place(String table, long hour) {}

  private static final class Reads {
    private final DistinctCount keys = new DistinctCount(DistinctCount.LG_K);
    private final DistinctCount readers = new DistinctCount(DistinctCount.LG_K);
    private long pages;
  }

  @Override
  public void add(ReadTally tally, long now) {
    latest = now;
    Place place = new Place(TableNames.of(tally.table()), hour(tally.slot()));
    Reads sum = reads.get(place);
    if (sum == null) {
      Place label = reads.size() < MAX_TABLES ? place : new Place(TableNames.OTHERS, place.hour());
      sum = reads.computeIfAbsent(label, added -> new Reads());
    }
    sum.pages += tally.scanPages() + tally.queryPages();
    sum.keys.merge(tally.keySketch());
    sum.readers.add(tally.actor().id());
  }

  private static long hour(long time) {
    return Math.floorDiv(time, HOUR_MILLIS) * HOUR_MILLIS;
  }

  @Override
  public void drain(Consumer<Sample> out) {
    reads.forEach(
        (place, sum) -> {
          String table = place.table();
          if (sum.pages != 0) {
            out.accept(Sample.of(DomainMetric.TABLE_READ_PAGES, latest, (double) sum.pages, table));
          }
          distinct(DomainMetric.TABLE_DISTINCT_KEYS, place, sum.keys, out);
          distinct(DomainMetric.TABLE_READERS, place, sum.readers, out);
        });
    reads.clear();
  }

  private static void distinct(
      DomainMetric metric, Place place, DistinctCount count, Consumer<Sample> out) {
    byte[] sketch = count.toBytes();
    if (sketch.length > 0) {
      out.accept(Sample.distinct(metric, place.hour(), sketch, place.table()));
    }
  }
}
