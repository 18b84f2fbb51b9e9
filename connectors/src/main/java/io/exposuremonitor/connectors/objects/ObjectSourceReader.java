package io.exposuremonitor.connectors.objects;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;

/**
 * Requests and reads as many objects as it has capacity for. Objects that wait for another attempt
 * take none of it, up to a bound, so that a forbidden bucket delays no other. Everything here runs
 * on the task's thread.
 *
 * <p>When it has no object, and the enumerator has sent {@link NothingToRead}, it declares itself
 * idle, so that it doesn't hold back the watermark. During a backlog it does hold it back.
 *
 * @param <T> the element
 */
@SuppressWarnings("try") // The engine's base class declares what close() may throw.
final class ObjectSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<
        ObjectElement<T>, T, ObjectSplit, ObjectSplitState> {
  /** How many postponed objects make room for others, for each slot. */
  private static final int POSTPONED_PER_SLOT = 8;

  private final int slots;
  private final AtomicInteger postponed;
  private final Set<String> held = new HashSet<>();
  private int asked;
  private boolean started;
  private boolean nothingToRead;
  private boolean idle;

  /**
   * @param slots maximum number of objects assigned at the same time, besides postponed ones
   * @param postponed the number of objects that wait for another attempt; any thread changes it
   */
  ObjectSourceReader(
      Supplier<SplitReader<ObjectElement<T>, ObjectSplit>> readers,
      ObjectReaderMetrics metrics,
      int slots,
      AtomicInteger postponed,
      SourceReaderContext context) {
    super(
        readers,
        (element, output, state) -> {
          metrics.recordsIn.inc();
          output.collect(element.value());
          state.emitted(element);
        },
        context.getConfiguration(),
        context);
    this.slots = slots;
    this.postponed = postponed;
    context
        .metricGroup()
        .gauge(
            ObjectMetrics.OBJECTS_IN_FLIGHT,
            (Gauge<Integer>) this::getNumberOfCurrentlyAssignedSplits);
  }

  @Override
  public void start() {
    super.start();
    started = true;
    askForMore();
  }

  /**
   * Adds objects. An object that is being read is not read again, should it ever be assigned twice.
   */
  @Override
  public void addSplits(List<ObjectSplit> splits) {
    // Restored objects are added before the start, in no order, and were not requested.
    asked = Math.max(0, asked - splits.size());
    nothingToRead = false;
    super.addSplits(
        splits.stream()
            .sorted(Comparator.comparingLong(ObjectSplit::delivered))
            .map(ObjectSplit::withinReader)
            .filter(split -> held.add(split.splitId()))
            .toList());
    if (started) {
      askForMore();
    }
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof NothingToRead) {
      nothingToRead = true;
      splitFetcherManager.getQueue().notifyAvailable();
    } else {
      super.handleSourceEvents(event);
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    // Before the poll, which may emit elements of an object assigned since the last one.
    if (idle && !hasNothingToRead()) {
      output.markActive();
      idle = false;
    }
    // The base class polls again by itself after an empty fetch, with the same output.
    boolean within = output instanceof SharedOutput<T>;
    InputStatus status = super.pollNext(within ? output : new SharedOutput<>(output));
    askForMore();
    if (!idle && hasNothingToRead()) {
      output.markIdle();
      idle = true;
    }
    return status;
  }

  private boolean hasNothingToRead() {
    return nothingToRead && getNumberOfCurrentlyAssignedSplits() == 0;
  }

  @Override
  protected void onSplitFinished(Map<String, ObjectSplitState> finished) {
    held.removeAll(finished.keySet());
    askForMore();
  }

  private void askForMore() {
    int room = slots + Math.min(postponed.get(), POSTPONED_PER_SLOT * slots);
    while (getNumberOfCurrentlyAssignedSplits() + asked < room) {
      asked++;
      context.sendSplitRequest();
    }
  }

  @Override
  protected ObjectSplitState initializedState(ObjectSplit split) {
    return new ObjectSplitState(split);
  }

  @Override
  protected ObjectSplit toSplitType(String splitId, ObjectSplitState state) {
    return state.toSplit();
  }
}
