package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.EmitGap;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.GapsEmitted;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Counts the enumerator's gaps and sends each to a registered reader, which emits it. A gap is kept
 * until the reader acknowledges it, and sent again when the reader is lost. For the coordinator's
 * thread only.
 */
final class GapDispatcher {
  private final SplitEnumeratorContext<ShardSplit> context;
  private final CallCounters calls;
  private final GapOutbox outbox;

  /**
   * @param state restored from a checkpoint
   */
  GapDispatcher(
      SplitEnumeratorContext<ShardSplit> context,
      CallCounters calls,
      Collection<GapOutbox.Letter> state) {
    this.context = context;
    this.calls = calls;
    this.outbox = new GapOutbox(state);
  }

  /** Counts gaps, and sends them as soon as a reader is registered. */
  void report(List<CoverageGap> gaps) {
    for (CoverageGap gap : gaps) {
      calls.gap();
      outbox.add(gap);
    }
    send();
  }

  /**
   * Sends the gaps that are not in transit to the registered reader with the lowest number, if any.
   */
  void send() {
    context.registeredReaders().keySet().stream().min(Integer::compare).ifPresent(this::sendTo);
  }

  private void sendTo(int subtask) {
    for (GapOutbox.Letter letter : outbox.takeFor(subtask)) {
      context.sendEventToSourceReader(subtask, EmitGap.of(letter));
    }
  }

  /** Sends the gaps again that a lost reader has not acknowledged. */
  void readerLost(int subtask) {
    outbox.lost(subtask);
    send();
  }

  /** Removes gaps that a reader has emitted according to a completed checkpoint. */
  void acknowledged(GapsEmitted event) {
    outbox.acknowledged(LongStream.of(event.ids()).boxed().toList());
  }

  /** The state for a checkpoint. */
  List<GapOutbox.Letter> state() {
    return outbox.state();
  }
}
