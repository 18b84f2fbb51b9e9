package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.objects.ObjectEnumerator.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/**
 * A model of Flink around a real enumerator: readers, checkpoints, failures. What readers emitted
 * is rolled back with them, like downstream state; so the log is what an exactly-once job would
 * have seen.
 */
final class ObjectWorld {
  static final int ELEMENTS = 3;
  static final int READERS = 2;
  private static final int SLOTS = 3;

  final FakeStore store = new FakeStore();
  final FakeQueue queue;
  private final ObjectSourceSettings settings;
  private final List<Reader> readers = new ArrayList<>();
  private long now = 1_000;
  private ManualContext context;
  private ObjectEnumerator enumerator;
  private EnumeratorCalls calls;
  private long lastId;
  private @Nullable Checkpoint taken;
  private Checkpoint completed =
      new Checkpoint(
          0, bytes(ObjectEnumeratorState.empty()), List.of(List.of(), List.of()), emptyLogs());

  /**
   * A checkpoint.
   *
   * @param splits of each reader
   * @param logs of each reader
   */
  private record Checkpoint(
      long id, byte[] enumerator, List<List<ObjectSplit>> splits, List<List<String>> logs) {}

  /** What a reader holds, what it has emitted, and what was assigned to it recently. */
  private static final class Reader {
    final List<ObjectSplit> splits = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<ObjectSplit> assignedBefore = new ArrayList<>();
    final List<ObjectSplit> assignedSince = new ArrayList<>();
  }

  ObjectWorld(List<Backfill> backfills) {
    settings =
        ObjectSourceSettings.DEFAULT
            .listing(backfills)
            .taking(new KeyFilter("", List.of(""), List.of("digests")))
            .within(new ObjectSourceSettings.Memory(Duration.ofDays(1), 10_000, 5));
    queue = new FakeQueue(() -> now, this::deleted);
    for (int i = 0; i < READERS; i++) {
      readers.add(new Reader());
    }
    restart();
  }

  private static List<List<String>> emptyLogs() {
    return List.of(List.of(), List.of());
  }

  /** All objects whose keys are in the body must be owned by the last completed checkpoint. */
  private void deleted(String body) {
    Set<String> owned = new HashSet<>();
    state(completed).pending().forEach(split -> owned.add(split.object().key()));
    completed.splits().forEach(all -> all.forEach(split -> owned.add(split.object().key())));
    completed.logs().forEach(log -> log.forEach(entry -> owned.add(entry.replaceAll("/.*", ""))));
    for (ObjectRef object : NotificationParser.parse(body).objects()) {
      if (settings.keys().takes(object.key())) {
        assertThat(owned).as("owned by checkpoint " + completed.id()).contains(object.key());
      }
    }
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  /** Runs a round of the enumerator's calls. */
  void round() {
    calls.endPause();
    context.runCall();
  }

  /** A reader emits an element of the split whose turn it is. */
  void read(int subtask, int task) {
    Reader reader = readers.get(subtask);
    if (reader.splits.isEmpty()) {
      return;
    }
    int index = task % reader.splits.size();
    ObjectSplit split = reader.splits.get(index);
    if (split.emitted() == ELEMENTS) {
      reader.splits.remove(index);
      enumerator.handleSplitRequest(subtask, null);
    } else {
      reader.log.add(split.object().key() + "/" + split.emitted());
      reader.splits.set(index, new ObjectSplit(split.object(), split.emitted() + 1));
    }
  }

  void takeCheckpoint() {
    List<List<ObjectSplit>> splits = new ArrayList<>();
    List<List<String>> logs = new ArrayList<>();
    byte[] state = bytes(enumerator.snapshotState(++lastId));
    for (Reader reader : readers) {
      splits.add(List.copyOf(reader.splits));
      logs.add(List.copyOf(reader.log));
      reader.assignedBefore.addAll(reader.assignedSince);
      reader.assignedSince.clear();
    }
    taken = new Checkpoint(lastId, state, splits, logs);
  }

  void completeCheckpoint() {
    if (taken != null) {
      completed = taken;
      taken = null;
      readers.forEach(reader -> reader.assignedBefore.clear());
      enumerator.notifyCheckpointComplete(completed.id());
    }
  }

  void abortCheckpoint() {
    taken = null;
  }

  /** One reader fails; the others and the enumerator keep running. */
  void failReader(int subtask) {
    abortCheckpoint();
    Reader reader = readers.get(subtask);
    context.unregister(subtask);
    List<ObjectSplit> lost = new ArrayList<>(reader.assignedBefore);
    lost.addAll(reader.assignedSince);
    enumerator.addSplitsBack(lost, subtask);
    start(subtask);
  }

  /** The whole job restarts from the last checkpoint. */
  void restart() {
    abortCheckpoint();
    context = new ManualContext(this::assigned);
    ObjectEnumeratorMetrics metrics =
        new ObjectEnumeratorMetrics(new UnregisteredMetricsGroup(), () -> now);
    calls = new EnumeratorCalls(store, queue, settings.queue());
    Backoff none = new Backoff(Duration.ZERO, Duration.ZERO);
    enumerator =
        new ObjectEnumerator(
            context,
            new ObjectLedger(settings, true, metrics, state(completed)),
            calls,
            metrics,
            new Timing(none, () -> now, new Random(1)));
    enumerator.start();
    for (int subtask = 0; subtask < READERS; subtask++) {
      start(subtask);
    }
  }

  /** A reader starts from the last checkpoint. */
  private void start(int subtask) {
    Reader reader = readers.get(subtask);
    reader.assignedBefore.clear();
    reader.assignedSince.clear();
    reader.splits.clear();
    reader.splits.addAll(completed.splits().get(subtask));
    reader.log.clear();
    reader.log.addAll(completed.logs().get(subtask));
    context.register(subtask);
    enumerator.addReader(subtask);
    for (int have = reader.splits.size(); have < SLOTS; have++) {
      enumerator.handleSplitRequest(subtask, null);
    }
  }

  private void assigned(int subtask, ObjectSplit split) {
    Reader reader = readers.get(subtask);
    reader.splits.add(split);
    reader.assignedSince.add(split);
    assertThat(reader.splits).as("room").hasSizeLessThanOrEqualTo(SLOTS);
  }

  /** What an exactly-once job has seen. */
  List<String> log() {
    return readers.stream().flatMap(reader -> reader.log.stream()).toList();
  }

  private static ObjectEnumeratorState state(Checkpoint checkpoint) {
    try {
      return ObjectEnumeratorStateSerializer.INSTANCE.deserialize(1, checkpoint.enumerator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ObjectEnumeratorState state) {
    try {
      return ObjectEnumeratorStateSerializer.INSTANCE.serialize(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
