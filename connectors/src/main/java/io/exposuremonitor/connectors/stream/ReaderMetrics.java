package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.StallWatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A reader's metrics; names in {@link StreamMetrics}. Thread-safe. */
final class ReaderMetrics {
  private final MetricGroup group;
  private final boolean perShard;
  private final LongSupplier wallMillis;
  private final CallCounters calls;
  private final Counter records;
  private final Counter bytes;
  private final Counter emptyReads;
  private final StallWatch stalls;
  private final LongSupplier nanos;
  private final Map<ShardKey, Watched> shards = new ConcurrentHashMap<>();

  /** A shard, and since when it has been read, epoch milliseconds. */
  private record Watched(ShardReading<?> reading, long since) {}

  ReaderMetrics(
      MetricGroup group,
      ShardedStreamSettings settings,
      LongSupplier wallMillis,
      LongSupplier nanos) {
    this.group = group;
    this.perShard = settings.metricsPerShard();
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.calls = new CallCounters(group);
    this.records = CallCounters.counter(group, StreamMetrics.RECORDS_IN);
    this.bytes = CallCounters.counter(group, StreamMetrics.BYTES_IN);
    this.emptyReads = CallCounters.counter(group, StreamMetrics.EMPTY_READS);
    this.stalls = new StallWatch(settings.stallAfter().toNanos());
    group.gauge(StreamMetrics.STALLED_SHARDS, (Gauge<Integer>) this::stalled);
    group.gauge(StreamMetrics.MILLIS_BEHIND_LATEST, (Gauge<Long>) this::furthestBehind);
    AlarmMetrics.in(group).gauge(AlarmMetrics.SOURCE_BEHIND, (Gauge<Long>) this::furthestBehind);
  }

  CallCounters calls() {
    return calls;
  }

  /** Adds a shard that is read from now on. */
  void reading(ShardReading<?> reading) {
    shards.put(reading.key(), new Watched(reading, wallMillis.getAsLong()));
    resumed(reading);
    if (perShard) {
      ShardKey key = reading.key();
      group
          .addGroup(StreamMetrics.STREAM, key.stream())
          .addGroup(StreamMetrics.SHARD, key.shard())
          .gauge(StreamMetrics.MILLIS_BEHIND_LATEST, (Gauge<Long>) () -> behind(key));
    }
  }

  void read(ShardReading.Outcome<?> outcome) {
    records.inc(outcome.records());
    bytes.inc(outcome.bytes());
    if (outcome.records() == 0) {
      emptyReads.inc();
    }
    if (outcome.answered()) {
      resumed(outcome.reading());
    }
  }

  void resumed(ShardReading<?> reading) {
    if (reading.ended()) {
      stalls.ignore(reading.key());
    } else {
      stalls.alive(reading.key(), nanos.getAsLong());
    }
  }

  void paused(ShardReading<?> reading) {
    stalls.ignore(reading.key());
  }

  /** Removes a shard that is no longer read. */
  void closed(ShardReading<?> reading) {
    shards.remove(reading.key());
    stalls.ignore(reading.key());
  }

  private int stalled() {
    return stalls.stalled(nanos.getAsLong());
  }

  private long furthestBehind() {
    long max = 0;
    for (ShardKey key : shards.keySet()) {
      max = Math.max(max, behind(key));
    }
    return max;
  }

  private long behind(ShardKey key) {
    Watched shard = shards.get(key);
    if (shard == null || shard.reading().ended()) {
      return 0;
    }
    // For a shard without any answer so far, only the time since its first request is known.
    long verifiedAt = shard.reading().verifiedAt();
    long reached = verifiedAt == 0 ? shard.since() : verifiedAt;
    return Math.max(0, wallMillis.getAsLong() - reached);
  }
}
