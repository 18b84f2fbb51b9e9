package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.LedgerSettings;
import io.exposuremonitor.connectors.shard.Position;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ShardedStreamSource} reads.
 *
 * @param start where the first shards start; see {@link Start}
 * @param discoveryInterval pause between listings of streams and shards
 * @param ioThreads maximum number of concurrent calls of each subtask
 * @param chunkRecords maximum number of records in one element; a position in state is always at
 *     the end of an element
 * @param bytesInFlight heap for records that a subtask has read and not emitted yet, about; no read
 *     starts above it, so up to {@code ioThreads} further answers may exceed it
 * @param pace how fast each shard is read
 * @param stallAfter a shard without a successful read for this long counts as stalled
 * @param holeConfirmations number of consecutive listings that must show the same hole in the hash
 *     keys
 * @param ledger timeouts and limits of the ledger
 * @param metricsPerShard adds gauges for single shards, labelled with stream and shard. Off by
 *     default: the engine keeps them until the task ends, and resharding adds ever more of them
 */
public record ShardedStreamSettings(
    Start start,
    Duration discoveryInterval,
    int ioThreads,
    int chunkRecords,
    long bytesInFlight,
    ReadPace.Settings pace,
    Duration stallAfter,
    int holeConfirmations,
    LedgerSettings ledger,
    boolean metricsPerShard)
    implements Serializable {

  /** Validates the bounds. */
  public ShardedStreamSettings {
    if (ioThreads < 1 || chunkRecords < 1 || bytesInFlight < 1 || holeConfirmations < 1) {
      throw new IllegalArgumentException("counts and sizes must be at least 1");
    }
    if (discoveryInterval.toMillis() < 1) {
      throw new IllegalArgumentException("the discovery interval must be at least 1 ms");
    }
  }

  /**
   * Where the first shards start.
   *
   * @param epochMillis records that arrived before this are not read; null for everything that is
   *     retained
   */
  public record Start(@Nullable Long epochMillis) implements Serializable {
    /** Starts with the oldest records that the streams retain. */
    public static Start horizon() {
      return new Start(null);
    }

    /** Starts with records that arrived at a time or later. */
    public static Start at(Instant time) {
      return new Start(time.toEpochMilli());
    }

    Position position() {
      return epochMillis == null ? Position.Horizon.INSTANCE : new Position.AtInstant(epochMillis);
    }
  }

  /**
   * The default settings.
   *
   * @param start "from now on" is the instant at which the job is built: it is serialised with the
   *     job, so no restart moves it, not even one before the first checkpoint
   */
  public static Builder from(Start start) {
    return new Builder(start);
  }

  /** Changes single settings. */
  public static final class Builder {
    private final Start start;
    private Duration discoveryInterval = Duration.ofSeconds(30);
    private int ioThreads = 8;
    private int chunkRecords = 1_000;
    private long bytesInFlight = 32L << 20;
    private ReadPace.Settings pace = ReadPace.Settings.DEFAULT;
    private Duration stallAfter = Duration.ofMinutes(10);
    private int holeConfirmations = 3;
    private LedgerSettings ledger = LedgerSettings.DEFAULT;
    private boolean metricsPerShard;

    private Builder(Start start) {
      this.start = start;
    }

    /** See {@link ShardedStreamSettings#discoveryInterval}. */
    public Builder discoveryInterval(Duration interval) {
      discoveryInterval = interval;
      return this;
    }

    /** See {@link ShardedStreamSettings#ioThreads}. */
    public Builder ioThreads(int threads) {
      ioThreads = threads;
      return this;
    }

    /** See {@link ShardedStreamSettings#chunkRecords}. */
    public Builder chunkRecords(int records) {
      chunkRecords = records;
      return this;
    }

    /** See {@link ShardedStreamSettings#bytesInFlight}. */
    public Builder bytesInFlight(long bytes) {
      bytesInFlight = bytes;
      return this;
    }

    /** See {@link ShardedStreamSettings#pace}. */
    public Builder pace(ReadPace.Settings readPace) {
      pace = readPace;
      return this;
    }

    /** See {@link ShardedStreamSettings#stallAfter}. */
    public Builder stallAfter(Duration time) {
      stallAfter = time;
      return this;
    }

    /** See {@link ShardedStreamSettings#holeConfirmations}. */
    public Builder holeConfirmations(int times) {
      holeConfirmations = times;
      return this;
    }

    /** See {@link ShardedStreamSettings#ledger}. */
    public Builder ledger(LedgerSettings settings) {
      ledger = settings;
      return this;
    }

    /** See {@link ShardedStreamSettings#metricsPerShard}. */
    public Builder metricsPerShard(boolean on) {
      metricsPerShard = on;
      return this;
    }

    /** The validated settings. */
    public ShardedStreamSettings build() {
      return new ShardedStreamSettings(
          start,
          discoveryInterval,
          ioThreads,
          chunkRecords,
          bytesInFlight,
          pace,
          stallAfter,
          holeConfirmations,
          ledger,
          metricsPerShard);
    }
  }
}
