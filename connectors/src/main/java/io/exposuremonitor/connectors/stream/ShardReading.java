package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard: holds its cursor, its pace, and its pending result. At most one read runs at a
 * time, and the next starts after its result was taken, so results keep the shard's order. Flags
 * and pace are guarded by the lock of {@link ShardSplitReader}; {@link #read} runs without it, on
 * one I/O thread at a time.
 *
 * @param <R> a record as the service's client returns it
 */
final class ShardReading<R> {
  private final ShardSplit split;
  private final ShardCursor<R> cursor;
  private final ReadPace pace;
  private final Queue<CoverageGap> gaps = new ConcurrentLinkedQueue<>();
  private volatile long verifiedAt;
  private volatile boolean ended;
  private boolean paused;
  private boolean busy;

  ShardReading(ShardSplit split, ShardCursor<R> cursor, ReadPace pace) {
    this.split = split;
    this.cursor = cursor;
    this.pace = pace;
    this.verifiedAt = split.progress().verifiedAt();
    this.ended = split.progress().drained();
  }

  ShardKey key() {
    return split.progress().key();
  }

  String splitId() {
    return split.splitId();
  }

  ReadPace pace() {
    return pace;
  }

  /**
   * See {@link ShardProgress#verifiedAt}; covers everything that was read, even if not yet emitted.
   */
  long verifiedAt() {
    return verifiedAt;
  }

  boolean ended() {
    return ended;
  }

  void pause(boolean pausedNow) {
    paused = pausedNow;
  }

  /** Marks the start of a read, or that its result was taken. */
  void busy(boolean busyNow) {
    busy = busyNow;
  }

  boolean mayRead() {
    return !paused && !busy && !ended;
  }

  /** Records a gap that the cursor reported, on any thread. */
  void lost(CoverageGap gap) {
    gaps.add(gap);
  }

  /**
   * Reads once.
   *
   * @param wallMillis when the read starts, epoch milliseconds
   * @param chunk maximum number of records in one element
   */
  Outcome<R> read(long wallMillis, int chunk) throws StreamException {
    ShardCursor.Batch<R> batch = cursor.read();
    List<Fetched<R>> fetched = fetchedGaps();
    List<ShardCursor.Entry<R>> entries = batch.entries();
    long bytes = 0;
    for (ShardCursor.Entry<R> entry : entries) {
      bytes += entry.bytes();
    }
    for (int from = 0; from < entries.size(); from += chunk) {
      int to = Math.min(from + chunk, entries.size());
      fetched.add(new Fetched.Records<>(entries.subList(from, to)));
    }
    verify(batch, wallMillis);
    fetched.add(new Fetched.Verified<>(verifiedAt));
    if (batch.ended()) {
      ended = true;
      fetched.add(new Fetched.Ended<>(batch.children()));
    }
    return new Outcome<>(
        this, fetched, entries.size(), bytes, batch.behindMillis(), batch.answered());
  }

  private void verify(ShardCursor.Batch<R> batch, long wallMillis) {
    long reached = 0;
    if (batch.behindMillis() >= 0) {
      reached = wallMillis - batch.behindMillis();
    } else if (!batch.entries().isEmpty()) {
      reached = batch.entries().get(batch.entries().size() - 1).arrival();
    }
    verifiedAt = Math.max(verifiedAt, reached);
  }

  /** Ends the reading of a shard that no longer exists: its unread records are lost. */
  Outcome<R> gone(long wallMillis, @Nullable String message) {
    List<Fetched<R>> fetched = fetchedGaps();
    CoverageGap gap =
        new CoverageGap(
            CoverageGap.Cause.SHARD_GONE,
            key().stream(),
            key().shard(),
            verifiedAt,
            wallMillis,
            String.valueOf(message));
    fetched.add(new Fetched.Lost<>(gap));
    fetched.add(new Fetched.Ended<>(List.of()));
    ended = true;
    return new Outcome<>(this, fetched, 0, 0, -1, true);
  }

  private List<Fetched<R>> fetchedGaps() {
    List<Fetched<R>> fetched = new ArrayList<>();
    takeGaps().forEach(gap -> fetched.add(new Fetched.Lost<>(gap)));
    return fetched;
  }

  /** Takes the gaps that were reported and not fetched yet. */
  List<CoverageGap> takeGaps() {
    List<CoverageGap> taken = new ArrayList<>();
    CoverageGap gap;
    while ((gap = gaps.poll()) != null) {
      taken.add(gap);
    }
    return taken;
  }

  void close() {
    cursor.close();
  }

  /**
   * The result of a read.
   *
   * @param fetched in the shard's order
   * @param records number of records
   * @param bytes their size
   * @param behindMillis see {@link ShardCursor.Batch#behindMillis}
   * @param answered see {@link ShardCursor.Batch#answered}
   */
  record Outcome<R>(
      ShardReading<R> reading,
      List<Fetched<R>> fetched,
      int records,
      long bytes,
      long behindMillis,
      boolean answered) {
    /** What a record takes on the heap beyond its own bytes, about: small ones are mostly this. */
    private static final long RECORD_HEAP_BYTES = 1_024;

    /** What the records take on the heap, about. */
    long heapBytes() {
      return bytes + records * RECORD_HEAP_BYTES;
    }
  }
}
