package io.exposuremonitor.connectors.objects;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The enumerator's bookkeeping: objects that wait for a reader, recently announced objects,
 * messages that wait for a checkpoint, the progress of listings. Does no I/O. Not thread-safe.
 *
 * <p>An object is in the ledger from its announcement until a reader takes it; from then on it is
 * in that reader's state, or returns by {@link #putBack}. So every checkpoint holds it exactly
 * once.
 */
final class ObjectLedger {
  /** Objects delivered since then may be read in any order, which is within the lateness bound. */
  private static final long RECENT_MILLIS = Duration.ofMinutes(5).toMillis();

  /**
   * Long enough for thousands of messages; half of the time after which an input counts as idle.
   */
  private static final long MOST_SEARCH_MILLIS = Duration.ofSeconds(30).toMillis();

  private static final long NOT_SEARCHING = Long.MIN_VALUE;

  private final ObjectSourceSettings settings;
  private final boolean queued;
  private final ObjectEnumeratorMetrics metrics;
  private final SeenObjects seen;
  private final HeldMessages held;
  private final PendingObjects pending = new PendingObjects();
  private final List<Backfill.Progress> backfills = new ArrayList<>();

  /** Whether the queue may hold more messages than were received. */
  private boolean moreInQueue;

  private long searchingSince = NOT_SEARCHING;

  /**
   * @param queued whether there is a queue
   * @param restored from a checkpoint. Listings resume as long as the settings still name them
   */
  ObjectLedger(
      ObjectSourceSettings settings,
      boolean queued,
      ObjectEnumeratorMetrics metrics,
      ObjectEnumeratorState restored) {
    this.settings = settings;
    this.queued = queued;
    this.metrics = metrics;
    this.seen = new SeenObjects(settings.memory().seenFor(), settings.memory().mostSeen());
    this.held = new HeldMessages(settings.queue().visibility());
    seen.restore(restored.seen());
    restored.pending().forEach(pending::add);
    moreInQueue = queued;
    for (Backfill backfill : settings.backfills()) {
      backfills.add(
          restored.backfills().stream()
              .filter(progress -> progress.of().equals(backfill))
              .findFirst()
              .orElse(backfill.start()));
    }
  }

  /** Adds a received message and its objects. */
  void received(QueueMessage message, long now) {
    metrics.messagesReceived.inc();
    Notification notification = NotificationParser.parse(message.body());
    metrics.testMessages.inc(notification.tests());
    metrics.ignoredEvents.inc(notification.ignored());
    notification.objects().forEach(object -> announce(object, now));
    if (notification.unknown() > 0) {
      metrics.unknownMessages.inc();
    } else {
      held.received(message, now);
    }
    metrics.forgottenNames.inc(seen.expire(now));
  }

  /** Adds a page of the first unfinished listing. */
  void listed(ObjectStore.Page page, long now) {
    for (int i = 0; i < backfills.size(); i++) {
      Backfill.Progress progress = backfills.get(i);
      if (!progress.done()) {
        List<ObjectRef> found = progress.of().inRange(page);
        metrics.listedObjects.inc(found.size());
        found.forEach(object -> announce(object, now));
        backfills.set(i, progress.after(page));
        break;
      }
    }
    metrics.forgottenNames.inc(seen.expire(now));
  }

  private void announce(ObjectRef object, long now) {
    if (!settings.keys().takes(object.key())) {
      metrics.skippedKeys.inc();
    } else if (seen.add(object, now)) {
      pending.add(ObjectSplit.of(object));
    } else {
      metrics.redeliveries.inc();
    }
  }

  /**
   * Records the end of a round of searching.
   *
   * @param queueMayHoldMore whether messages were received, or a call failed
   */
  void searched(boolean queueMayHoldMore, long now) {
    moreInQueue = queued && queueMayHoldMore;
    if (!isSearching()) {
      searchingSince = NOT_SEARCHING;
    } else if (searchingSince == NOT_SEARCHING) {
      searchingSince = now;
    }
  }

  /**
   * Whether the next object may be read. After an outage, a queue hands out the messages of hours
   * in any order, and a listing goes through one account and Region after the other. If objects
   * were read in that order, most events would be later than the lateness bound. So old objects
   * wait until no more are found, or there is no room for more, but not for long: other inputs wait
   * for this one.
   */
  boolean mayTake(long now) {
    OptionalLong delivered = pending.delivered();
    return delivered.isEmpty()
        || now - delivered.getAsLong() < RECENT_MILLIS
        || !isSearching()
        || (searchingSince != NOT_SEARCHING && now - searchingSince >= MOST_SEARCH_MILLIS);
  }

  /** Whether older objects than those that are pending may soon be found. */
  boolean isSearching() {
    return toList().isPresent() || (mayReceive() && moreInQueue);
  }

  /** Takes the object that was delivered first, which then belongs to the caller. */
  @Nullable ObjectSplit take() {
    return pending.poll();
  }

  /** Returns objects whose reader failed. */
  void putBack(Collection<ObjectSplit> splits) {
    splits.forEach(pending::putBack);
  }

  HeldMessages held() {
    return held;
  }

  int pending() {
    return pending.size();
  }

  /** The listing to continue with, unless enough objects are pending. */
  Optional<Backfill.Progress> toList() {
    return hasRoom() ? unlisted() : Optional.empty();
  }

  private Optional<Backfill.Progress> unlisted() {
    return backfills.stream().filter(progress -> !progress.done()).findFirst();
  }

  /** Whether messages may be received now. */
  boolean mayReceive() {
    return queued && hasRoom() && held.size() < settings.queue().mostHeld();
  }

  /** Whether all announced objects are with readers, and further announcements can be received. */
  boolean drained() {
    return pending.isEmpty() && unlisted().isEmpty() && (!queued || mayReceive());
  }

  private boolean hasRoom() {
    return pending.size() < settings.memory().mostPending();
  }

  /** Whether no further object will ever be announced. */
  boolean complete() {
    return !queued && unlisted().isEmpty();
  }

  ObjectEnumeratorState snapshot(long checkpoint) {
    held.checkpointTaken(checkpoint);
    return new ObjectEnumeratorState(pending.all(), seen.entries(), backfills);
  }
}
