package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Finds objects and assigns them to readers that request them. A thin adapter around the {@link
 * ObjectLedger}: everything here runs on the coordinator's thread, except {@link EnumeratorCalls}
 * on the engine's I/O thread, one round after the other.
 *
 * <p>A message is deleted only after a checkpoint that holds its objects has completed. Nothing has
 * to be reconciled with restored readers: an object is in exactly one state, the enumerator's or a
 * reader's.
 *
 * <p>Temporary failures of the queue or the store are counted and retried indefinitely, with
 * pauses. A queue or bucket that is missing or denied fails the job, with the service's error code.
 */
final class ObjectEnumerator implements SplitEnumerator<ObjectSplit, ObjectEnumeratorState> {
  private static final Duration FULL = Duration.ofSeconds(1);

  private final SplitEnumeratorContext<ObjectSplit> context;
  private final ObjectLedger ledger;
  private final EnumeratorCalls calls;
  private final ObjectEnumeratorMetrics metrics;
  private final Backoff backoff;
  private final FailureLog log = new FailureLog(LoggerFactory.getLogger(ObjectSource.class));
  private final LongSupplier wallMillis;
  private final RandomGenerator random;
  private final SplitRequests requests = new SplitRequests();
  private final Set<Integer> quiet = new HashSet<>();
  private int failures;

  ObjectEnumerator(
      SplitEnumeratorContext<ObjectSplit> context,
      ObjectLedger ledger,
      EnumeratorCalls calls,
      ObjectEnumeratorMetrics metrics,
      Timing timing) {
    this.context = context;
    this.ledger = ledger;
    this.calls = calls;
    this.metrics = metrics;
    this.backoff = timing.backoff();
    this.wallMillis = timing.wallMillis();
    this.random = timing.random();
  }

  /**
   * Sources of time and randomness.
   *
   * @param backoff pauses after failures
   * @param wallMillis epoch milliseconds
   * @param random for jitter
   */
  record Timing(Backoff backoff, LongSupplier wallMillis, RandomGenerator random) {}

  @Override
  public void start() {
    nextRound();
  }

  private void nextRound() {
    if (ledger.complete()) {
      assign();
      return;
    }
    Backfill.@Nullable Progress list = ledger.toList().orElse(null);
    boolean receive = ledger.mayReceive();
    EnumeratorCalls.Round round =
        new EnumeratorCalls.Round(
            pause(list != null || receive),
            ledger.held().takeDue(),
            ledger.held().takeToExtend(wallMillis.getAsLong()),
            list,
            receive,
            list == null && (ledger.pending() == 0 || !ledger.isSearching()));
    context.callAsync(() -> calls.run(round), this::done);
  }

  private Duration pause(boolean searching) {
    if (failures > 0) {
      return backoff.pause(failures, random);
    }
    return searching ? Duration.ZERO : FULL;
  }

  private void done(EnumeratorCalls.@Nullable Outcome outcome, @Nullable Throwable error) {
    if (outcome == null) {
      throw new FlinkRuntimeException("the search for objects broke off", error);
    }
    long now = wallMillis.getAsLong();
    metrics.messagesDeleted.inc(outcome.deletion().deleted());
    ledger.held().retryDeletion(outcome.deletion().again());
    outcome.messages().forEach(message -> ledger.received(message, now));
    if (outcome.page() != null) {
      ledger.listed(outcome.page(), now);
    }
    ledger.searched(!outcome.messages().isEmpty() || !outcome.failures().isEmpty(), now);
    handleFailures(outcome.failures(), now);
    assign();
    if (outcome.failures().isEmpty() && outcome.messages().isEmpty() && ledger.drained()) {
      notifyNothingToRead();
    }
    nextRound();
  }

  private void handleFailures(List<TransferException> failed, long now) {
    for (TransferException failure : failed) {
      if (failure.kind() != Kind.RETRYABLE) {
        throw new FlinkRuntimeException(failure.getMessage(), failure);
      }
      metrics.retriedCalls.inc();
      log.failedBy(failure);
    }
    failures = failed.isEmpty() ? 0 : failures + 1;
    if (failed.isEmpty()) {
      metrics.discovered(now);
    }
  }

  /**
   * Lets waiting readers go idle. Not called during a backlog, since a reader without an object may
   * still get an older one.
   */
  private void notifyNothingToRead() {
    for (int subtask : requests.waiting()) {
      if (context.registeredReaders().containsKey(subtask) && quiet.add(subtask)) {
        context.sendEventToSourceReader(subtask, new NothingToRead());
      }
    }
  }

  private void assign() {
    Set<Integer> registered = context.registeredReaders().keySet();
    while (ledger.pending() > 0 && ledger.mayTake(wallMillis.getAsLong())) {
      OptionalInt subtask = requests.take(registered);
      ObjectSplit split = subtask.isPresent() ? ledger.take() : null;
      if (split == null) {
        break;
      }
      quiet.remove(subtask.getAsInt());
      context.assignSplit(split, subtask.getAsInt());
    }
    if (ledger.complete() && ledger.pending() == 0) {
      for (int subtask : requests.waiting()) {
        if (registered.contains(subtask)) {
          requests.forget(subtask);
          context.signalNoMoreSplits(subtask);
        }
      }
    }
    metrics.show(ledger);
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    requests.add(subtask);
    assign();
    endPause();
  }

  @Override
  public void addSplitsBack(List<ObjectSplit> splits, int subtask) {
    reset(subtask);
    ledger.putBack(splits);
    assign();
  }

  @Override
  public void addReader(int subtask) {
    reset(subtask);
  }

  private void reset(int subtask) {
    requests.forget(subtask);
    quiet.remove(subtask);
  }

  @Override
  public ObjectEnumeratorState snapshotState(long checkpoint) {
    return ledger.snapshot(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    ledger.held().checkpointCompleted(checkpoint);
    metrics.show(ledger);
    endPause();
  }

  /**
   * Ends the pause before the next round, except after a failure: there is something to do, but
   * nothing so urgent that the backoff should be cut short.
   */
  private void endPause() {
    if (failures == 0) {
      calls.endPause();
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
