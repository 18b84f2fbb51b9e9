package io.exposuremonitor.connectors.objects;

import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Event;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.objects.ObjectEnumerator.Timing;
import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class ObjectEnumeratorTest {
  private static final ObjectSourceSettings SETTINGS =
      ObjectSourceSettings.DEFAULT.taking(new KeyFilter("", List.of(".json"), List.of()));

  private final FakeStore store = new FakeStore();
  private final List<String> deleted = new ArrayList<>();
  private long now = 1_000;
  private final FakeQueue queue = new FakeQueue(() -> now, deleted::add);
  private final List<String> assigned = new ArrayList<>();
  private final ManualContext context =
      new ManualContext((subtask, split) -> assigned.add(subtask + ":" + split.object().key()));
  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final ObjectEnumeratorMetrics metrics =
      new ObjectEnumeratorMetrics(
          new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
              gauges.put(name, gauge);
              return gauge;
            }
          },
          () -> now);

  private ObjectEnumerator enumerator(ObjectSourceSettings settings, MessageQueue messages) {
    return enumerator(settings, messages, ObjectEnumeratorState.empty());
  }

  private ObjectEnumerator enumerator(
      ObjectSourceSettings settings, MessageQueue messages, ObjectEnumeratorState state) {
    Backoff noBackoff = new Backoff(Duration.ZERO, Duration.ZERO);
    return new ObjectEnumerator(
        context,
        new ObjectLedger(settings, messages != null, metrics, state),
        new EnumeratorCalls(store, messages, settings.queue()),
        metrics,
        new Timing(noBackoff, () -> now, new Random(1)));
  }

  private void announce(String... keys) {
    String[] events = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      events[i] = s3Event("ObjectCreated:Put", keys[i]);
    }
    queue.send(s3Events(events));
  }

  @Test
  void assignsObjectsToReadersInTurn() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    for (int subtask : new int[] {0, 1}) {
      context.register(subtask);
      enumerator.addReader(subtask);
      enumerator.handleSplitRequest(subtask, null);
      enumerator.handleSplitRequest(subtask, null);
    }
    announce("a.json", "b.json", "c.json", "d.json", "e.json");
    context.runCall();

    assertThat(assigned).containsExactly("0:a.json", "1:b.json", "0:c.json", "1:d.json");
    enumerator.handleSplitRequest(1, null);
    assertThat(assigned).last().isEqualTo("1:e.json");
  }

  @Test
  void dropsRequestsOfAbsentAndRestartedReaders() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    context.register(0);
    enumerator.handleSplitRequest(0, null);
    context.unregister(0);
    announce("a.json");
    context.runCall();
    assertThat(assigned).isEmpty();

    context.register(0);
    enumerator.addSplitsBack(List.of(), 0);
    assertThat(assigned).as("requests from before the restart are void").isEmpty();
    enumerator.handleSplitRequest(0, null);
    assertThat(assigned).containsExactly("0:a.json");
  }

  /** Starts an enumerator with one reader that has requested so many objects. */
  private ObjectEnumerator startedFor(int objects, ObjectSourceSettings settings) {
    ObjectEnumerator enumerator = enumerator(settings, queue);
    enumerator.start();
    context.register(0);
    enumerator.addReader(0);
    for (int i = 0; i < objects; i++) {
      enumerator.handleSplitRequest(0, null);
    }
    return enumerator;
  }

  @Test
  void signalsIdlenessOnceTheQueueIsEmpty() {
    ObjectEnumerator enumerator = startedFor(2, SETTINGS);
    announce("a.json");
    context.runCall();
    assertThat(context.nothingToReadSent).as("there may be more").isEmpty();

    context.runCall();
    context.runCall();
    assertThat(context.nothingToReadSent).as("once").containsExactly(0);

    announce("b.json");
    context.runCall();
    enumerator.handleSplitRequest(0, null);
    context.runCall();
    assertThat(context.nothingToReadSent).as("again after an object").containsExactly(0, 0);
  }

  @Test
  void signalsIdlenessAgainToRestartedReader() {
    ObjectEnumerator enumerator = startedFor(1, SETTINGS);
    context.runCall();
    context.runCall();
    assertThat(context.nothingToReadSent).containsExactly(0);

    enumerator.addSplitsBack(List.of(), 0);
    enumerator.addReader(0);
    enumerator.handleSplitRequest(0, null);
    context.runCall();
    context.runCall();
    assertThat(context.nothingToReadSent).containsExactly(0, 0);
  }

  @Test
  void doesNotSignalIdlenessWhileReceivingIsPaused() {
    ObjectSourceSettings oneHeldMessage =
        SETTINGS.receiving(
            new ObjectSourceSettings.Queue(Duration.ofSeconds(1), Duration.ofHours(1), 1));
    ObjectEnumerator enumerator = startedFor(2, oneHeldMessage);
    announce("a.json");
    for (int round = 0; round < 3; round++) {
      enumerator.handleSplitRequest(0, null);
      context.runCall();
    }
    assertThat(context.nothingToReadSent).as("the message waits for a checkpoint").isEmpty();

    enumerator.snapshotState(1);
    enumerator.notifyCheckpointComplete(1);
    context.runCall();
    context.runCall();
    assertThat(context.nothingToReadSent).containsExactly(0);
  }

  @Test
  void leavesUnknownMessagesInTheQueue() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    context.register(0);
    enumerator.handleSplitRequest(0, null);
    queue.send("who knows");
    queue.send("CloudTrail validation message.");
    announce("a.json", "x.csv");
    queue.send(s3Events(s3Event("ObjectCreated:Put", "b.json"), "{}"));
    queue.send(s3Events(s3Event("ObjectRemoved:Delete", "a.json")));
    context.runCall();
    enumerator.snapshotState(1);
    enumerator.notifyCheckpointComplete(1);
    // The first call was scheduled before the checkpoint.
    context.runCall();
    context.runCall();

    assertThat(assigned).containsExactly("0:a.json");
    assertThat(deleted).hasSize(3);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(metrics.messagesReceived.getCount()).isEqualTo(5);
    assertThat(metrics.messagesDeleted.getCount()).isEqualTo(3);
    assertThat(metrics.unknownMessages.getCount()).isEqualTo(2);
    assertThat(metrics.testMessages.getCount()).isEqualTo(1);
    assertThat(metrics.skippedKeys.getCount()).isEqualTo(1);
    assertThat(metrics.ignoredEvents.getCount()).isEqualTo(1);
  }

  @Test
  void doesNotCountDeletionsThatTheQueueRefuses() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    announce("a.json");
    context.runCall();
    queue.refuseDeletions();
    enumerator.snapshotState(1);
    enumerator.notifyCheckpointComplete(1);
    context.runCall();
    context.runCall();

    assertThat(deleted).isEmpty();
    assertThat(metrics.messagesDeleted.getCount()).isZero();
  }

  @Test
  void deletesAgainWhatCouldNotBeDeleted() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    announce("a.json");
    context.runCall();
    enumerator.snapshotState(1);
    enumerator.notifyCheckpointComplete(1);
    context.runCall();
    queue.failNext(1);
    context.runCall();
    assertThat(deleted).isEmpty();
    context.runCall();

    assertThat(deleted).hasSize(1);
    assertThat(metrics.messagesReceived.getCount()).isEqualTo(1);
    assertThat(metrics.messagesDeleted.getCount()).isEqualTo(1);
  }

  @Test
  void pausesOnlyAfterFailuresAndShowsSinceWhenNothingWasFound() {
    AtomicInteger pauses = new AtomicInteger();
    RandomGenerator counting =
        () -> {
          pauses.incrementAndGet();
          return 0;
        };
    ObjectEnumerator enumerator =
        new ObjectEnumerator(
            context,
            new ObjectLedger(SETTINGS, true, metrics, ObjectEnumeratorState.empty()),
            new EnumeratorCalls(store, queue, SETTINGS.queue()),
            metrics,
            new Timing(
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(2)), () -> now, counting));
    enumerator.start();
    queue.failNext(1);
    now += 7;
    context.runCall();
    assertThat(pauses).hasValue(1);
    assertThat(gauges.get(ObjectMetrics.DISCOVERY_AGE).getValue()).isEqualTo(7L);

    for (int round = 0; round < 3; round++) {
      context.runCall();
    }
    assertThat(pauses).hasValue(1);
    assertThat(gauges.get(ObjectMetrics.DISCOVERY_AGE).getValue()).isEqualTo(0L);
  }

  @Test
  void keepsMessagesInvisibleUntilCheckpointCompletes() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    announce("a.json");
    for (int minute = 0; minute < 60; minute++) {
      now += Duration.ofMinutes(1).toMillis();
      context.runCall();
    }
    enumerator.snapshotState(1);

    assertThat(metrics.messagesReceived.getCount()).isEqualTo(1);
    assertThat(deleted).isEmpty();
  }

  @Test
  void stopsReceivingAtItsCapacity() {
    ObjectSourceSettings smallCapacity =
        SETTINGS.within(new ObjectSourceSettings.Memory(Duration.ofHours(1), 100, 15));
    ObjectEnumerator enumerator = enumerator(smallCapacity, queue);
    enumerator.start();
    for (int i = 0; i < 50; i++) {
      announce("k" + i + ".json");
    }
    for (int i = 0; i < 4; i++) {
      // The pause of a full enumerator ends at once.
      enumerator.handleSplitRequest(7, null);
      context.runCall();
    }

    assertThat(metrics.messagesReceived.getCount()).isEqualTo(20);
  }

  @Test
  void retriesTransientFailures() {
    ObjectEnumerator enumerator = enumerator(SETTINGS, queue);
    enumerator.start();
    announce("a.json");
    queue.failNext(4);
    for (int i = 0; i < 3; i++) {
      context.runCall();
    }

    assertThat(metrics.retriedCalls.getCount()).isEqualTo(4);
    assertThat(metrics.messagesReceived.getCount()).isEqualTo(1);
  }

  @Test
  void readsOldObjectsWhenTheQueueStaysUnreachable() {
    ObjectEnumerator enumerator = startedFor(2, SETTINGS);
    now = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
    announce("x_20260131T1005Z_x.json");
    context.runCall();
    queue.failNext(100);
    now += 29_999;
    context.runCall();
    enumerator.handleSplitRequest(0, null);
    assertThat(assigned).as("older ones may come").isEmpty();
    now += 1;
    context.runCall();

    assertThat(assigned).containsExactly("0:x_20260131T1005Z_x.json");
  }

  @Test
  void failsTheJobWhenABucketCannotBeListed() {
    ObjectStore forbidden =
        new ObjectStore() {
          @Override
          public Opened open(ObjectRef object) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Page list(String bucket, String prefix, String startAfter)
              throws TransferException {
            throw new TransferException(Kind.REFUSED, "s3://trail/: AccessDenied", null);
          }

          @Override
          public void close() {}
        };
    ObjectSourceSettings listing = SETTINGS.listing(List.of(Backfill.all("trail", "")));
    ObjectEnumerator enumerator =
        new ObjectEnumerator(
            context,
            new ObjectLedger(listing, false, metrics, ObjectEnumeratorState.empty()),
            new EnumeratorCalls(forbidden, null, listing.queue()),
            metrics,
            new Timing(Backoff.DEFAULT, () -> now, new Random(1)));
    enumerator.start();

    assertThatThrownBy(context::runCall)
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessage("s3://trail/: AccessDenied");
  }

  @Test
  void finishesWhenAllListedObjectsAreAssigned() {
    for (int i = 0; i < 5; i++) {
      store.put("k" + i + ".json", new byte[] {1});
    }
    ObjectSourceSettings listing = SETTINGS.listing(List.of(Backfill.all("trail", "k")));
    ObjectEnumerator enumerator = enumerator(listing, null);
    enumerator.start();
    for (int i = 0; i < 5; i++) {
      context.runCall();
    }
    context.register(0);
    for (int i = 0; i < 5; i++) {
      enumerator.handleSplitRequest(0, null);
      assertThat(context.noMoreSplits).isEmpty();
    }
    enumerator.handleSplitRequest(0, null);

    assertThat(assigned).hasSize(5);
    assertThat(context.noMoreSplits).containsExactly(0);
    assertThat(metrics.listedObjects.getCount()).isEqualTo(5);
  }

  @Test
  void resumesListingAfterRestart() {
    for (int i = 0; i < 5; i++) {
      store.put("k" + i + ".json", new byte[] {1});
    }
    ObjectSourceSettings listing = SETTINGS.listing(List.of(Backfill.all("trail", "k")));
    ObjectEnumerator before = enumerator(listing, null);
    before.start();
    context.runCall();
    ObjectEnumeratorState state = before.snapshotState(1);
    ManualContext restartedContext = new ManualContext((subtask, split) -> {});
    ObjectEnumeratorMetrics restartedMetrics =
        new ObjectEnumeratorMetrics(new UnregisteredMetricsGroup(), () -> now);
    ObjectEnumerator after =
        new ObjectEnumerator(
            restartedContext,
            new ObjectLedger(listing, false, restartedMetrics, state),
            new EnumeratorCalls(store, null, listing.queue()),
            restartedMetrics,
            new Timing(Backoff.DEFAULT, () -> now, new Random(1)));
    after.start();
    for (int i = 0; i < 5; i++) {
      restartedContext.runCall();
    }

    assertThat(state.pending()).hasSize(2);
    assertThat(restartedMetrics.listedObjects.getCount()).isEqualTo(3);
    assertThat(after.snapshotState(2).pending()).hasSize(5);
  }
}
