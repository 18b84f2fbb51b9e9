package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.LedgerAction.QueryChildren;
import io.exposuremonitor.connectors.shard.LedgerAction.Release;
import io.exposuremonitor.connectors.shard.LedgerAction.ReportLoss;
import io.exposuremonitor.connectors.shard.LedgerAction.StandBy;
import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import io.exposuremonitor.connectors.shard.LedgerEvent.StreamSeen;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The part of the {@link SplitLedger} that examines the waiting entries after every event and
 * advances those that can advance: it assigns shards to their readers, and releases drained ones.
 * Not thread-safe.
 */
final class Placement {
  /** How much earlier than the start a shard must have ended to be left out: clocks differ. */
  private static final long PAST_MILLIS = 600_000;

  private final LedgerSettings settings;
  private final ToLongFunction<String> createdAt;
  private final AssignmentPolicy policy;
  private final int parallelism;
  private final LedgerBook book;
  private final ListingLog listings;
  private final Readers readers;
  private final Map<String, StreamSeen> streams;
  private final boolean restored;
  private final ChildQueries queries = new ChildQueries();
  private boolean streamsListed;

  /**
   * @param createdAt see {@link SplitLedger}
   * @param streams kept up to date by the ledger
   * @param restored whether the ledger was restored from a checkpoint, and so knows shards from the
   *     start
   */
  Placement(
      LedgerSettings settings,
      ToLongFunction<String> createdAt,
      int parallelism,
      LedgerBook book,
      ListingLog listings,
      Readers readers,
      Map<String, StreamSeen> streams,
      boolean restored) {
    this.settings = settings;
    this.createdAt = createdAt;
    this.policy = AssignmentPolicy.stickyToParent(settings.maxImbalance());
    this.parallelism = parallelism;
    this.book = book;
    this.listings = listings;
    this.readers = readers;
    this.streams = streams;
    this.restored = restored;
  }

  /** Advances everything that can advance now. */
  void settle(long now, List<LedgerAction> actions) {
    for (LedgerEntry entry : book.waiting()) {
      if (entry.status() == Status.UNASSIGNED && mayStart(entry, now)) {
        if (endedBeforeStart(entry)) {
          book.put(entry.finished(now));
        } else {
          place(entry, now, actions);
        }
      }
    }
    for (LedgerEntry entry : book.waiting()) {
      if (entry.status() == Status.DRAINED) {
        release(entry, now, actions);
      }
    }
    standBy(actions);
  }

  /**
   * Whether a shard ended before the time from which its stream is read. A service that can't start
   * at a time would have it read in vain: a day of changes for each shard of DynamoDB Streams.
   */
  private boolean endedBeforeStart(LedgerEntry entry) {
    if (!(entry.position() instanceof Position.AtInstant start) || !isUnreadPast(entry)) {
      return false;
    }
    List<LedgerEntry> children = book.children(entry.key());
    return !children.isEmpty()
        && children.stream()
            .mapToLong(child -> createdAt.applyAsLong(child.shard().id()))
            .allMatch(created -> created > 0 && created < start.epochMillis() - PAST_MILLIS);
  }

  /** Whether a closed shard is to be read from a time on, and its children may tell its end. */
  private boolean isUnreadPast(LedgerEntry entry) {
    return entry.shard().closed()
        && entry.unread()
        && entry.position() instanceof Position.AtInstant
        && createdAt.applyAsLong(entry.shard().id()) > 0;
  }

  /** Whether the children of a shard, which may tell that it need not be read, are yet to come. */
  private boolean awaitsChildren(LedgerEntry entry, long now) {
    return isUnreadPast(entry)
        && book.children(entry.key()).isEmpty()
        && !listings.isComplete(entry.stream())
        && now - entry.since() < settings.orphanPatience().toMillis();
  }

  private boolean mayStart(LedgerEntry entry, long now) {
    if (awaitsChildren(entry, now)) {
      return false;
    }
    for (LedgerEntry parent : book.parents(entry.key())) {
      boolean trimmed =
          parent == null
              && (listings.shows(entry.key())
                  || now - entry.since() >= settings.orphanPatience().toMillis());
      if (!trimmed && (parent == null || !readToItsEnd(parent))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a parent counts as read to its end. A drained shard whose reader was lost doesn't,
   * since it may be reported as undrained again.
   */
  private boolean readToItsEnd(LedgerEntry parent) {
    return parent.status() == Status.FINISHED
        || (parent.status() == Status.DRAINED && readers.has(parent.subtask()));
  }

  private void place(LedgerEntry entry, long now, List<LedgerAction> actions) {
    int target = entry.subtask();
    if (target < 0 || target >= parallelism) {
      target = policy.choose(readersOfParents(entry), book.load());
    }
    if (readers.has(target)) {
      give(entry, target, now, actions);
    } else if (target != entry.subtask()) {
      book.put(entry.bound(target));
    }
  }

  /**
   * The parents' readers. The parent that was read to its end last comes first: the other one's
   * reader may have advanced its watermark since, because a shard without records counts as idle.
   */
  private List<Integer> readersOfParents(LedgerEntry entry) {
    return book.parents(entry.key()).stream()
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(LedgerEntry::since).reversed())
        .map(LedgerEntry::subtask)
        .toList();
  }

  /**
   * Assigns a shard to a reader, and reports a loss when it was unread for longer than records are
   * retained.
   */
  void give(LedgerEntry entry, int reader, long now, List<LedgerAction> actions) {
    LedgerEntry given = entry.assigned(reader);
    StreamSeen stream = streams.get(entry.stream());
    if (stream != null && entry.unread() && entry.since() < now - stream.retentionMillis()) {
      actions.add(new ReportLoss(leftUnread(entry, now - stream.retentionMillis())));
      given = given.withLossReported(now);
    }
    book.put(given);
    actions.add(readers.assign(given.progress(), reader));
  }

  private static CoverageGap leftUnread(LedgerEntry entry, long keptFrom) {
    return new CoverageGap(
        CoverageGap.Cause.TRIMMED,
        entry.stream(),
        entry.shard().id(),
        entry.since(),
        keptFrom,
        "nothing of the shard was read before: reading begins at the oldest record that is kept");
  }

  private void release(LedgerEntry entry, long now, List<LedgerAction> actions) {
    List<LedgerEntry> children = book.children(entry.key());
    if (children.isEmpty() && mayHaveChildren(entry, now)) {
      if (queries.due(entry.key(), now)) {
        actions.add(new QueryChildren(entry.key()));
      }
      return;
    }
    queries.done(entry.key());
    boolean waits = children.stream().anyMatch(child -> child.status() == Status.UNASSIGNED);
    if (!waits && readers.has(entry.subtask())) {
      book.put(entry.withReleased());
      actions.add(new Release(entry.key(), entry.subtask()));
    }
  }

  private boolean mayHaveChildren(LedgerEntry entry, long now) {
    StreamSeen stream = streams.get(entry.stream());
    boolean live = stream == null || stream.live();
    return live && now - entry.since() < settings.childrenPatience().toMillis();
  }

  /** Whether a stream may have shards that its first listing has not shown yet. */
  private boolean isListingIncomplete(StreamSeen stream) {
    return stream.live()
        && !listings.isComplete(stream.stream())
        && !listings.refused(stream.stream());
  }

  private void standBy(List<LedgerAction> actions) {
    streamsListed |= restored || !streams.isEmpty();
    boolean shardsMayFollow =
        !restored && streams.values().stream().anyMatch(this::isListingIncomplete);
    if (!streamsListed || shardsMayFollow) {
      return;
    }
    Set<Integer> holders = new HashSet<>();
    for (LedgerEntry entry : book.waiting()) {
      holders.add(entry.subtask());
    }
    int[] load = book.load();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      boolean free = readers.has(subtask) && load[subtask] == 0 && !holders.contains(subtask);
      if (free && readers.standBy(subtask)) {
        actions.add(new StandBy(subtask));
      }
    }
  }
}
