package io.exposuremonitor.connectors.shard;

import java.util.List;

/**
 * What the ledger is told. Times are epoch milliseconds. Every event may come twice, or after a
 * restart come again.
 */
public sealed interface LedgerEvent {

  /** When it happened, epoch milliseconds. */
  long now();

  /** Hands itself to the ledger's method for it. */
  void applyTo(SplitLedger ledger);

  /**
   * A stream is to be read, or what is known of it has changed.
   *
   * @param stream its ARN
   * @param live false when nothing more is written to it
   * @param retentionMillis how long it keeps records
   */
  record StreamSeen(String stream, boolean live, long retentionMillis, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.streamSeen(this);
    }
  }

  /**
   * A page of a stream's shards was listed.
   *
   * @param shards open and closed ones
   * @param start where shards that are new, and descend from none that is known, start
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
   * A stream may not be listed, until a page of it is.
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
   * The service answered who the children of a drained shard are.
   *
   * @param listed possibly others too: only those that name the parent count
   */
  record ChildrenListed(ShardKey parent, List<Shard> listed, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.childrenListed(this);
    }
  }

  /**
   * A reader is there.
   *
   * @param reported the shards that its restored state holds
   */
  record ReaderRegistered(int subtask, List<ShardProgress> reported, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.readerRegistered(this);
    }
  }

  /**
   * A reader is lost.
   *
   * @param shards what it was given since the checkpoint that it will be restored from
   */
  record SplitsBack(int subtask, List<ShardProgress> shards, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.splitsBack(this);
    }
  }

  /**
   * A reader read a shard to its end, and handed on all of it.
   *
   * @param children as far as the service named them
   */
  record ShardDrained(int subtask, ShardKey shard, List<Shard> children, long now)
      implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.shardDrained(this);
    }
  }

  /**
   * The ledger's state goes into a checkpoint now.
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
   * A checkpoint is complete: no restart goes back before it.
   *
   * @param checkpoint its id; earlier ones may never be told of
   */
  record CheckpointCompleted(long checkpoint, long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.checkpointCompleted(this);
    }
  }

  /** Time has passed. To be sent every second or so. */
  record Tick(long now) implements LedgerEvent {
    @Override
    public void applyTo(SplitLedger ledger) {
      ledger.tick(this);
    }
  }
}
