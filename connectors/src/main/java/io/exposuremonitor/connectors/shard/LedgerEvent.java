package io.exposuremonitor.connectors.shard;

import java.util.List;
import java.util.Set;

/**
 * An event to which the ledger reacts. Times are epoch milliseconds. Every event may come twice, or
 * come again after a restart.
 */
public sealed interface LedgerEvent {

  /** When it happened, epoch milliseconds. */
  long now();

  /** Calls the ledger's method for this event. */
  void applyTo(SplitLedger ledger);

  /**
   * A stream is to be read, or its description has changed.
   *
   * @param stream its ARN
   * @param live false when it takes no more records
   * @param retentionMillis how long it retains records
   */
  record StreamSeen(String stream, boolean live, long retentionMillis, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.streamSeen(this);
    }
  }

  /**
   * A stream has ended, and none of its shards is left in the ledger.
   *
   * @param stream its ARN
   */
  record StreamForgotten(String stream, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.streamForgotten(this);
    }
  }

  /**
   * A page of a stream's shards was listed.
   *
   * @param shards open and closed ones
   * @param start where new shards without a known ancestor start
   * @param first true for the first page of a listing
   * @param last true for its last page
   */
  record PageListed(
      String stream, List<Shard> shards, Position start, boolean first, boolean last, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.pageListed(this);
    }
  }

  /**
   * Listing a stream was refused. Applies until a page of it is listed.
   *
   * @param stream its ARN
   */
  record ListingRefused(String stream, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.listingRefused(this);
    }
  }

  /**
   * The service named the children of a drained shard.
   *
   * @param listed may contain other shards: only those that name the parent count
   */
  record ChildrenListed(ShardKey parent, List<Shard> listed, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.childrenListed(this);
    }
  }

  /**
   * A reader has registered.
   *
   * @param reported the shards in its restored state
   */
  record ReaderRegistered(int subtask, List<ShardProgress> reported, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.readerRegistered(this);
    }
  }

  /**
   * Readers may have failed. The engine drops a reader when it fails, but reports the loss, as
   * {@link SplitsReturned}, only when it starts the reader again; it accepts nothing for it in
   * between.
   *
   * @param subtasks all readers that the engine has not dropped
   */
  record ReadersPresent(Set<Integer> subtasks, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.readersPresent(this);
    }
  }

  /**
   * A reader was lost, and is started again.
   *
   * @param shards its assignments since the checkpoint that it will be restored from
   */
  record SplitsReturned(int subtask, List<ShardProgress> shards, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.splitsReturned(this);
    }
  }

  /**
   * A reader has read a shard to its end, and emitted all its records.
   *
   * @param shard with its last position, and its children as far as the service named them
   */
  record ShardDrained(int subtask, ShardProgress shard, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.shardDrained(this);
    }
  }

  /**
   * The ledger's state is being checkpointed.
   *
   * @param checkpoint its id; ids grow
   */
  record CheckpointTaken(long checkpoint, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.checkpointTaken(this);
    }
  }

  /**
   * A checkpoint is complete: no restart goes back to an earlier one.
   *
   * @param checkpoint its id; the completion of earlier ones may never be reported
   */
  record CheckpointCompleted(long checkpoint, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.checkpointCompleted(this);
    }
  }

  /** Time has passed. Sent about once a second. */
  record Tick(long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.tick(this);
    }
  }
}
