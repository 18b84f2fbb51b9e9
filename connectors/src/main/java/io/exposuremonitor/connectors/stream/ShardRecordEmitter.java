package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Decodes on the task's thread, emits the element, and only then updates the state: a checkpoint
 * never holds a position whose records weren't emitted.
 *
 * <p>After records comes an element without content: the engine keeps the last element of each
 * split's output for as long as the split is read ({@code SourceOutputWithWatermarks} reuses its
 * {@code StreamRecord}), and the last records of a thousand shards fill a heap.
 *
 * @param <R> a record as the service's client returns it
 * @param <T> the element
 */
final class ShardRecordEmitter<R, T> implements RecordEmitter<Fetched<R>, T, ShardSplitState> {
  private final ShardRecordDecoder<R, T> decoder;
  private final Consumer<ShardSplit> drained;

  /**
   * @param drained receives every split that was emitted to its end
   */
  ShardRecordEmitter(ShardRecordDecoder<R, T> decoder, Consumer<ShardSplit> drained) {
    this.decoder = decoder;
    this.drained = drained;
  }

  @Override
  public void emitRecord(Fetched<R> fetched, SourceOutput<T> output, ShardSplitState state) {
    if (fetched instanceof Fetched.Records<R> records) {
      List<ShardCursor.Entry<R>> entries = records.entries();
      ShardCursor.Entry<R> last = entries.get(entries.size() - 1);
      output.collect(decoder.decode(state.key(), entries), last.arrival());
      output.collect(decoder.nothing(), last.arrival());
      state.advanceTo(last.after());
    } else if (fetched instanceof Fetched.Lost<R> lost) {
      output.collect(decoder.gap(lost.gap()), timeOf(lost.gap()));
    } else if (fetched instanceof Fetched.Verified<R> verified) {
      state.verified(verified.millis());
    } else if (fetched instanceof Fetched.Ended<R> ended) {
      state.drained(ended.children());
      drained.accept(state.toSplit());
    } else {
      throw new AssertionError(fetched.getClass());
    }
  }

  /** The beginning of a gap, if known: records after the gap may be older than its end. */
  static long timeOf(CoverageGap gap) {
    return gap.from() > 0 ? gap.from() : gap.to();
  }
}
