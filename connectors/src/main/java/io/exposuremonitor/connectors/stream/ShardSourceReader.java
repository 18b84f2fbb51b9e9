package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.EmitGap;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.GapsEmitted;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ReleaseSplit;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ShardDrained;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.StandBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads the shards that the enumerator assigns. Everything here runs on the task's thread.
 *
 * <p>A restored reader doesn't resume its shards by itself: the engine reports them to the
 * enumerator, which assigns those still to be read, so the two never disagree. A drained split
 * stays in this reader's state, with its watermark output open, until {@link ReleaseSplit} confirms
 * that its children are assigned. When a stream is created again, a shard may be assigned under the
 * id of one that is still being closed: it waits until that one is closed. A reader without splits
 * declares itself idle once the enumerator has sent it {@link StandBy} or it has released its last
 * split, so that it doesn't hold back the watermark; shards without records are left to {@code
 * WatermarkStrategy.withIdleness}, which the job sets. Elements that belong to no shard go to the
 * main output, from which the job's strategy derives no watermark.
 *
 * @param <R> a record as the service's client returns it
 * @param <T> the element
 */
@SuppressWarnings("try") // The engine's base class declares what close() may throw.
final class ShardSourceReader<R, T>
    extends SingleThreadMultiplexSourceReaderBase<Fetched<R>, T, ShardSplit, ShardSplitState> {
  private final ShardFetcherManager<R> fetchers;
  private final ShardRecordDecoder<R, T> decoder;
  private final GapCarrier gaps;
  private final ReaderProgress progress;
  private final OutputIds outputIds = new OutputIds();
  private final List<String> withoutOutput = new ArrayList<>();
  private final Set<String> closing = new HashSet<>();
  private final List<ShardSplit> successors = new ArrayList<>();
  private boolean idlePending;

  ShardSourceReader(
      ShardFetcherManager<R> fetchers,
      ShardRecordDecoder<R, T> decoder,
      GapCarrier gaps,
      ReaderProgress progress,
      SourceReaderContext context) {
    super(
        fetchers,
        new ShardRecordEmitter<>(
            decoder, split -> context.sendSourceEventToCoordinator(ShardDrained.of(split))),
        context.getConfiguration(),
        context);
    this.fetchers = fetchers;
    this.decoder = decoder;
    this.gaps = gaps;
    this.progress = progress;
  }

  @Override
  public void start() {
    decoder.open();
    super.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    // The base class polls again by itself after an empty fetch, with the same output.
    ShardOutputs<T> outputs =
        output instanceof ShardOutputs<T> within ? within : new ShardOutputs<>(output, outputIds);
    if (!withoutOutput.isEmpty()) {
      outputs.begin(withoutOutput);
      withoutOutput.clear();
    }
    CoverageGap gap = gaps.next();
    if (gap != null) {
      output.collect(decoder.gap(gap), ShardRecordEmitter.timeOf(gap));
      return InputStatus.MORE_AVAILABLE;
    }
    if (progress.isDue()) {
      emitProgress(output);
    }
    if (idlePending) {
      idlePending = false;
      output.markIdle();
    }
    return super.pollNext(outputs);
  }

  private void emitProgress(ReaderOutput<T> output) {
    long time = progress.report();
    T element = decoder.upTo(time);
    if (element != null) {
      output.collect(element, time);
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return idlePending || !gaps.isEmpty() || !withoutOutput.isEmpty()
        ? FutureCompletingBlockingQueue.AVAILABLE
        : super.isAvailable();
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    List<ShardSplit> shards = new ArrayList<>();
    for (ShardSplit split : splits) {
      ShardSplit shard = split.withinReader();
      boolean waits = closing.contains(shard.splitId());
      (waits ? successors : shards).add(shard);
    }
    begin(shards);
  }

  private void begin(List<ShardSplit> shards) {
    if (shards.isEmpty()) {
      return;
    }
    idlePending = false;
    shards.forEach(shard -> withoutOutput.add(shard.splitId()));
    super.addSplits(shards);
    fetchers.getQueue().notifyAvailable();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ReleaseSplit release) {
      if (progress.holds(release.splitId())) {
        closing.add(release.splitId());
        fetchers.release(release.splitId());
      }
    } else if (event instanceof StandBy) {
      declareIdleIfEmpty();
    } else if (event instanceof EmitGap emit) {
      gaps.take(emit.decoded());
      fetchers.getQueue().notifyAvailable();
    } else {
      super.handleSourceEvents(event);
    }
  }

  private void declareIdleIfEmpty() {
    if (progress.isEmpty()) {
      idlePending = true;
      fetchers.getQueue().notifyAvailable();
    }
  }

  @Override
  protected void onSplitFinished(Map<String, ShardSplitState> finished) {
    progress.drop(finished.keySet());
    closing.removeAll(finished.keySet());
    List<ShardSplit> next =
        successors.stream().filter(shard -> finished.containsKey(shard.splitId())).toList();
    successors.removeAll(next);
    begin(next);
    declareIdleIfEmpty();
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpoint) {
    gaps.checkpointTaken(checkpoint);
    List<ShardSplit> held = super.snapshotState(checkpoint);
    if (successors.isEmpty()) {
      return held;
    }
    Set<ShardKey> replaced = new HashSet<>();
    successors.forEach(shard -> replaced.add(shard.progress().key()));
    List<ShardSplit> splits = new ArrayList<>();
    for (ShardSplit split : held) {
      if (!replaced.contains(split.progress().key())) {
        splits.add(split);
      }
    }
    successors.forEach(shard -> splits.add(new ShardSplit(shard.progress())));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    List<Long> emitted = gaps.checkpointCompleted(checkpoint);
    if (!emitted.isEmpty()) {
      context.sendSourceEventToCoordinator(GapsEmitted.of(emitted));
    }
  }

  @Override
  protected ShardSplitState initializedState(ShardSplit split) {
    ShardSplitState state = new ShardSplitState(split);
    progress.hold(split.splitId(), state);
    return state;
  }

  @Override
  protected ShardSplit toSplitType(String splitId, ShardSplitState state) {
    return state.toSplit();
  }
}
