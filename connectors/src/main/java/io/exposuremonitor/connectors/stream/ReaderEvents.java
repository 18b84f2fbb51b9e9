package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Handles events of a subtask's shards other than records: counts them, and passes gaps to the
 * readings to which they belong. Thread-safe.
 *
 * @param <R> a record as the service's client returns it
 */
final class ReaderEvents<R> implements StreamEvents {
  private final Map<ShardKey, ShardReading<R>> readings = new ConcurrentHashMap<>();
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final ReaderMetrics metrics;
  private final Consumer<CoverageGap> unplaced;

  /**
   * @param unplaced receives gaps of shards that aren't read here, or whose reading cannot emit
   *     them
   */
  ReaderEvents(ReaderMetrics metrics, Consumer<CoverageGap> unplaced) {
    this.metrics = metrics;
    this.unplaced = unplaced;
  }

  void opened(ShardReading<R> reading) {
    readings.put(reading.key(), reading);
    metrics.reading(reading);
  }

  /** Removes a reading. Its gaps that were not emitted yet are passed on, not lost. */
  void closed(ShardReading<R> reading) {
    readings.remove(reading.key());
    metrics.closed(reading);
    reading.takeGaps().forEach(unplaced);
  }

  /** Records a read that did not fail; only an answered one proves that the stream may be read. */
  void read(ShardReading.Outcome<R> outcome) {
    if (outcome.answered()) {
      denied.remove(outcome.reading().key().stream());
    }
    metrics.read(outcome);
  }

  /**
   * Records a denied read, which is retried. The gap is reported at once, and once per stream until
   * access is restored: if it waited for the shard's next records, it would come only after the
   * denial has ended.
   *
   * @param wallMillis epoch milliseconds
   */
  void denied(ShardReading<R> reading, StreamException error, long wallMillis) {
    metrics.calls().failed(error);
    ShardKey key = reading.key();
    if (denied.add(key.stream())) {
      metrics.calls().gap();
      unplaced.accept(
          new CoverageGap(
              CoverageGap.Cause.DENIED,
              key.stream(),
              key.shard(),
              reading.verifiedAt(),
              wallMillis,
              error.getMessage() + ": tried again until it is allowed"));
    }
  }

  /** Records that a shard is gone; its reading reports the gap. */
  void gone(ShardReading<R> reading) {
    metrics.calls().gap();
    metrics.resumed(reading);
  }

  @Override
  public void count(Count what) {
    metrics.calls().count(what);
  }

  @Override
  public void failed(StreamException error) {
    metrics.calls().failed(error);
  }

  @Override
  public void gap(CoverageGap gap) {
    metrics.calls().gap();
    ShardReading<R> reading = readings.get(new ShardKey(gap.source(), gap.part()));
    if (reading == null) {
      unplaced.accept(gap);
    } else {
      reading.lost(gap);
    }
  }
}
