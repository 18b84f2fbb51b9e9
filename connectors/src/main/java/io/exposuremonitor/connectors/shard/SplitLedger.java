package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.LedgerAction.Release;
import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import io.exposuremonitor.connectors.shard.LedgerEvent.StreamSeen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Decides which reader reads which shard, and tracks what was read to its end: the life of every
 * shard as one explicit state machine. Does no I/O; takes events and returns actions.
 *
 * <p>Life of a shard: (1) {@code UNASSIGNED} when listed, or named as a child; {@code FINISHED} if
 * it ended before the time from which the stream is read. (2) {@code ASSIGNED} when all its parents
 * are drained, or trimmed, and its reader is registered. (3) {@code DRAINED} when its reader has
 * emitted everything; the reader keeps it, and its watermark, until its children are assigned and
 * it is released. (4) {@code FINISHED} when a checkpoint that holds it as drained and released is
 * complete. (5) forgotten when the stream's retention and a margin are over, and no listing shows
 * it. {@link Discovery} handles streams that are deleted and created again.
 *
 * <p>After a failure, two histories must be reconciled. If only readers restart, the ledger is
 * ahead of them: what was assigned to them since their checkpoint is returned, and shards that they
 * report as undrained go back from {@code DRAINED} to {@code ASSIGNED}. If the ledger is restored,
 * events that were in flight are lost: then the readers know more, and their reports are
 * authoritative. Either way a registered reader holds exactly what the ledger has assigned to it
 * since. Not thread-safe.
 */
public final class SplitLedger {
  private static final long SWEEP_MILLIS = 60_000;

  private final LedgerSettings settings;
  private final int parallelism;
  private final LedgerBook book;
  private final ListingLog listings = new ListingLog();
  private final Map<String, StreamSeen> streams = new HashMap<>();
  private final Readers readers = new Readers();
  private final Placement placement;
  private final Discovery discovery;
  private final Set<ShardKey> unconfirmed = new HashSet<>();
  private List<LedgerAction> actions = new ArrayList<>();
  private long nextSweep;

  /**
   * @param parallelism number of readers, registered or expected
   * @param createdAt when the shard with an id was created, epoch milliseconds; 0 when unknown
   * @param entries restored from a checkpoint; empty at the first start
   */
  public SplitLedger(
      LedgerSettings settings,
      int parallelism,
      ToLongFunction<String> createdAt,
      Collection<LedgerEntry> entries) {
    this.settings = settings;
    this.parallelism = parallelism;
    this.book = new LedgerBook(parallelism);
    this.placement =
        new Placement(
            settings, createdAt, parallelism, book, listings, readers, streams, !entries.isEmpty());
    this.discovery = new Discovery(book, listings);
    entries.forEach(this::restore);
  }

  private void restore(LedgerEntry entry) {
    boolean over = entry.status() == Status.DRAINED && entry.released();
    book.put(over ? entry.finished(entry.since()) : entry);
    if (entry.status() == Status.ASSIGNED || (entry.status() == Status.DRAINED && !over)) {
      unconfirmed.add(entry.key());
    }
  }

  /** Applies an event; returns the resulting actions, in order. */
  public List<LedgerAction> on(LedgerEvent event) {
    actions = new ArrayList<>();
    event.applyTo(this);
    // An action taken during a checkpoint would be neither in its state nor after it. The absence
    // of readers advances nothing, and may be noticed during one.
    if (!(event instanceof LedgerEvent.CheckpointTaken
        || event instanceof LedgerEvent.ReadersPresent)) {
      placement.settle(event.now(), actions);
    }
    return actions;
  }

  /** The entries for a checkpoint. */
  public List<LedgerEntry> entries() {
    return book.all();
  }

  /** The number of shards with a status. */
  public int count(Status status) {
    return book.count(status);
  }

  /**
   * Whether any shard of a stream is in the ledger; finished ones are, until they are forgotten.
   */
  public boolean hasShards(String stream) {
    return book.all().stream().anyMatch(entry -> entry.stream().equals(stream));
  }

  /** The hash keys of a stream's unfinished shards. */
  public List<HashRange> unfinishedRanges(String stream) {
    List<HashRange> ranges = new ArrayList<>();
    for (LedgerEntry entry : book.all()) {
      HashRange range = entry.shard().hashRange();
      boolean over = entry.status() == Status.FINISHED || entry.released();
      if (range != null && !over && entry.stream().equals(stream)) {
        ranges.add(range);
      }
    }
    return ranges;
  }

  void streamSeen(StreamSeen event) {
    streams.put(event.stream(), event);
  }

  void streamForgotten(LedgerEvent.StreamForgotten event) {
    streams.remove(event.stream());
    listings.forget(event.stream());
  }

  void pageListed(LedgerEvent.PageListed event) {
    listings.page(event);
    for (Shard shard : event.shards()) {
      discovery.listed(event.stream(), shard, event.start(), event.now(), actions);
    }
  }

  void listingRefused(LedgerEvent.ListingRefused event) {
    listings.refuse(event.stream());
  }

  void childrenListed(LedgerEvent.ChildrenListed event) {
    discovery.children(event.parent(), event.listed(), event.now(), actions);
  }

  void readerRegistered(LedgerEvent.ReaderRegistered event) {
    int subtask = event.subtask();
    readers.register(subtask);
    Set<ShardKey> held = new HashSet<>();
    for (ShardProgress progress : event.reported()) {
      if (reported(subtask, progress, event.now())) {
        held.add(progress.key());
      }
    }
    for (LedgerEntry entry : book.all()) {
      boolean here = entry.status() == Status.ASSIGNED && entry.subtask() == subtask;
      if (here && !held.contains(entry.key()) && !unconfirmed.contains(entry.key())) {
        book.put(entry.unassigned(subtask));
      }
    }
    if (readers.seen() >= parallelism) {
      unassignUnconfirmed(event.now());
    }
  }

  private boolean reported(int subtask, ShardProgress progress, long now) {
    boolean wasUnconfirmed = unconfirmed.remove(progress.key());
    LedgerEntry entry = entryOf(progress, now);
    boolean elsewhere =
        entry.status() == Status.ASSIGNED
            && entry.subtask() != subtask
            && readers.has(entry.subtask())
            && !wasUnconfirmed;
    boolean over = entry.status() == Status.FINISHED || entry.released();
    if (elsewhere || (progress.drained() && over)) {
      return false;
    }
    LedgerEntry reached = entry.at(progress);
    if (progress.drained()) {
      discovery.children(progress.key(), progress.children(), now, actions);
      book.put(reached.drained(subtask, now));
      actions.add(readers.assign(progress, subtask));
    } else {
      placement.give(reached, subtask, now, actions);
    }
    return true;
  }

  private LedgerEntry entryOf(ShardProgress progress, long now) {
    LedgerEntry known = book.get(progress.key());
    if (known != null) {
      return known;
    }
    Shard shard = new Shard(progress.key().shard(), List.of(), null, progress.drained());
    return LedgerEntry.discovered(progress.key().stream(), shard, progress.position(), now);
  }

  private void unassignUnconfirmed(long now) {
    for (ShardKey key : unconfirmed) {
      LedgerEntry entry = book.get(key);
      if (entry != null && entry.status() == Status.ASSIGNED) {
        book.put(entry.unassigned(entry.subtask()));
      } else if (entry != null && entry.status() == Status.DRAINED) {
        book.put(entry.finished(now));
      }
    }
    unconfirmed.clear();
  }

  void readersPresent(LedgerEvent.ReadersPresent event) {
    readers.retain(event.subtasks());
  }

  void splitsReturned(LedgerEvent.SplitsReturned event) {
    readers.lose(event.subtask());
    for (ShardProgress progress : event.shards()) {
      LedgerEntry entry = entryOf(progress, event.now());
      boolean elsewhere = entry.status() == Status.ASSIGNED && entry.subtask() != event.subtask();
      if (!elsewhere && !progress.drained()) {
        book.put(entry.at(progress).unassigned(event.subtask()));
      }
    }
  }

  void shardDrained(LedgerEvent.ShardDrained event) {
    ShardKey key = event.shard().key();
    LedgerEntry entry = book.get(key);
    if (entry == null || entry.status() == Status.FINISHED || entry.released()) {
      actions.add(new Release(key, event.subtask()));
    } else if (entry.subtask() == event.subtask()
        && entry.status() != Status.UNASSIGNED
        && readers.has(event.subtask())) {
      discovery.children(key, event.shard().children(), event.now(), actions);
      if (entry.status() == Status.ASSIGNED) {
        book.put(entry.at(event.shard()).drained(event.subtask(), event.now()));
      }
    }
  }

  void checkpointTaken(LedgerEvent.CheckpointTaken event) {
    for (LedgerEntry entry : book.all()) {
      boolean unheld = entry.checkpoint() == LedgerEntry.NO_CHECKPOINT;
      if (entry.status() == Status.DRAINED && unheld) {
        book.put(entry.checkpointed(event.checkpoint()));
      }
    }
  }

  void checkpointCompleted(LedgerEvent.CheckpointCompleted event) {
    for (LedgerEntry entry : book.all()) {
      boolean held =
          entry.checkpoint() != LedgerEntry.NO_CHECKPOINT
              && entry.checkpoint() <= event.checkpoint();
      if (entry.status() == Status.DRAINED && entry.released() && held) {
        book.put(entry.finished(event.now()));
      }
    }
  }

  void tick(LedgerEvent.Tick event) {
    if (event.now() < nextSweep) {
      return;
    }
    nextSweep = event.now() + SWEEP_MILLIS;
    for (LedgerEntry entry : book.all()) {
      if (entry.status() == Status.FINISHED && forgettable(entry, event.now())) {
        book.forget(entry.key());
      }
    }
  }

  private boolean forgettable(LedgerEntry entry, long now) {
    StreamSeen stream = streams.get(entry.stream());
    if (stream == null) {
      return false;
    }
    long kept = stream.retentionMillis() + settings.forgetMargin().toMillis();
    boolean unlisted = listings.isComplete(entry.stream()) && !listings.shows(entry.key());
    return now - entry.since() >= kept && (unlisted || !stream.live());
  }
}
