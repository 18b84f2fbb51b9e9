package io.exposuremonitor.connectors.objects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Flink's side of an enumerator, driven by the test on one thread. */
final class ManualContext implements SplitEnumeratorContext<ObjectSplit> {
  private final BiConsumer<Integer, ObjectSplit> onAssigned;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final Queue<Runnable> calls = new ArrayDeque<>();
  final Set<Integer> noMoreSplits = new TreeSet<>();
  final List<Integer> nothingToReadSent = new ArrayList<>();

  ManualContext(BiConsumer<Integer, ObjectSplit> onAssigned) {
    this.onAssigned = onAssigned;
  }

  void register(int subtask) {
    readers.put(subtask, new ReaderInfo(subtask, "here"));
  }

  void unregister(int subtask) {
    readers.remove(subtask);
  }

  /** Runs the oldest scheduled call, if any. */
  void runCall() {
    Runnable call = calls.poll();
    if (call != null) {
      call.run();
    }
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    if (!readers.containsKey(subtask) || !(event instanceof NothingToRead)) {
      throw new IllegalStateException(event + " to " + subtask);
    }
    nothingToReadSent.add(subtask);
  }

  @Override
  public int currentParallelism() {
    return 2;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return readers;
  }

  @Override
  public void assignSplits(SplitsAssignment<ObjectSplit> assignment) {
    assignment.assignment().forEach((subtask, splits) -> splits.forEach(s -> assign(subtask, s)));
  }

  private void assign(int subtask, ObjectSplit split) {
    if (!readers.containsKey(subtask)) {
      throw new IllegalStateException("no reader " + subtask);
    }
    onAssigned.accept(subtask, split);
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    if (!readers.containsKey(subtask)) {
      throw new IllegalStateException("no reader " + subtask);
    }
    noMoreSplits.add(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
    calls.add(
        () -> {
          T result;
          try {
            result = call.call();
          } catch (Exception e) {
            handler.accept(null, e);
            return;
          }
          handler.accept(result, null);
        });
  }

  @Override
  public <T> void callAsync(
      Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runInCoordinatorThread(Runnable task) {
    task.run();
  }
}
