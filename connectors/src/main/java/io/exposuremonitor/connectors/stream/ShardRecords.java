package io.exposuremonitor.connectors.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/**
 * The result of one fetch, passed to the task's thread. Once all of it was emitted, its share of
 * the bytes in flight is released.
 *
 * @param <R> a record as the service's client returns it
 */
final class ShardRecords<R> implements RecordsWithSplitIds<Fetched<R>> {
  private final Queue<ShardReading.Outcome<R>> outcomes;
  private final Set<String> finished;
  private final Runnable recycled;
  private @Nullable Iterator<Fetched<R>> current;

  ShardRecords(
      Collection<ShardReading.Outcome<R>> outcomes, Set<String> finished, Runnable recycled) {
    this.outcomes = new ArrayDeque<>(outcomes);
    this.finished = finished;
    this.recycled = recycled;
  }

  static <R> ShardRecords<R> none() {
    return new ShardRecords<>(List.of(), Set.of(), () -> {});
  }

  @Override
  public @Nullable String nextSplit() {
    ShardReading.Outcome<R> next = outcomes.poll();
    if (next == null) {
      current = null;
      return null;
    }
    current = next.fetched().iterator();
    return next.reading().splitId();
  }

  @Override
  public @Nullable Fetched<R> nextRecordFromSplit() {
    Iterator<Fetched<R>> left = current;
    if (left == null) {
      throw new IllegalStateException("no split was moved to");
    }
    return left.hasNext() ? left.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return finished;
  }

  @Override
  public void recycle() {
    recycled.run();
  }
}
