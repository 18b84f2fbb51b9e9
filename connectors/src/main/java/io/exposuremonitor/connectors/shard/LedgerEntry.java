package io.exposuremonitor.connectors.shard;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's knowledge about one shard. Part of checkpoints.
 *
 * @param stream ARN of the stream
 * @param shard the shard as last listed
 * @param status its status
 * @param subtask the past, present or planned reader; {@link #NO_SUBTASK} when not chosen yet
 * @param position where reading resumes unless a reader reports a later position
 * @param verifiedAt see {@link ShardProgress#verifiedAt}
 * @param checkpoint the first checkpoint that holds the shard as drained; {@link #NO_CHECKPOINT}
 *     before
 * @param released true when its reader was instructed to close it
 * @param since epoch milliseconds. Before the shard is drained: since when it is known, or since
 *     the loss of its unread records was reported. After: when it reached this status
 */
public record LedgerEntry(
    String stream,
    Shard shard,
    Status status,
    int subtask,
    Position position,
    long verifiedAt,
    long checkpoint,
    boolean released,
    long since) {

  /** No subtask. */
  public static final int NO_SUBTASK = -1;

  /** No checkpoint. */
  public static final long NO_CHECKPOINT = -1;

  /** A shard's status; a forgotten shard is not in the ledger at all. */
  public enum Status {
    /** Waiting for its parents to be read, and for its reader. */
    UNASSIGNED,
    /** Being read. */
    ASSIGNED,
    /** Read to its end, but its reader may request it again after a restart. */
    DRAINED,
    /**
     * Read to its end according to a completed checkpoint, so that no restart can request it again.
     */
    FINISHED
  }

  /** The shard's key. */
  public ShardKey key() {
    return new ShardKey(stream, shard.id());
  }

  /** The progress as passed to a reader. */
  ShardProgress progress() {
    return new ShardProgress(key(), position, verifiedAt, status == Status.DRAINED, List.of());
  }

  static LedgerEntry discovered(String stream, Shard shard, Position position, long now) {
    return new LedgerEntry(
        stream, shard, Status.UNASSIGNED, NO_SUBTASK, position, 0, NO_CHECKPOINT, false, now);
  }

  LedgerEntry listedAs(Shard listed) {
    return new LedgerEntry(
        stream, listed, status, subtask, position, verifiedAt, checkpoint, released, since);
  }

  LedgerEntry unassigned(int preferred) {
    return new LedgerEntry(
        stream,
        shard,
        Status.UNASSIGNED,
        preferred,
        position,
        verifiedAt,
        NO_CHECKPOINT,
        false,
        since);
  }

  LedgerEntry bound(int target) {
    return new LedgerEntry(
        stream, shard, status, target, position, verifiedAt, checkpoint, released, since);
  }

  LedgerEntry assigned(int reader) {
    return new LedgerEntry(
        stream, shard, Status.ASSIGNED, reader, position, verifiedAt, NO_CHECKPOINT, false, since);
  }

  /** This entry after the loss of its unread records was reported. */
  LedgerEntry withLossReported(long now) {
    return new LedgerEntry(
        stream, shard, status, subtask, position, verifiedAt, checkpoint, released, now);
  }

  /** Whether nothing of it is known to have been read. */
  boolean unread() {
    return verifiedAt == 0
        && (position instanceof Position.Horizon || position instanceof Position.AtInstant);
  }

  /**
   * Whether this shard belongs to an earlier stream than a listed one with the same id: Kinesis
   * numbers the shards of every stream from 0, and a deleted stream may be created again under the
   * same name. The last position read decides; without one, the first sequence numbers; without
   * those, that a shard which was read to its end can't be open.
   */
  boolean precedes(Shard listed) {
    if (listed.start() == null) {
      return false;
    }
    String read = lastRead();
    if (read != null) {
      return new BigInteger(read).compareTo(new BigInteger(listed.start())) < 0;
    }
    return shard.start() == null
        ? status == Status.FINISHED && !listed.closed()
        : !shard.start().equals(listed.start());
  }

  private @Nullable String lastRead() {
    if (position instanceof Position.AfterSequence after) {
      return after.sequence();
    }
    return position instanceof Position.AfterSubSequence after ? after.sequence() : null;
  }

  LedgerEntry drained(int reader, long now) {
    return new LedgerEntry(
        stream, shard, Status.DRAINED, reader, position, verifiedAt, NO_CHECKPOINT, false, now);
  }

  LedgerEntry at(ShardProgress reached) {
    return new LedgerEntry(
        stream,
        shard,
        status,
        subtask,
        reached.position(),
        reached.verifiedAt(),
        checkpoint,
        released,
        since);
  }

  LedgerEntry checkpointed(long id) {
    return new LedgerEntry(
        stream, shard, status, subtask, position, verifiedAt, id, released, since);
  }

  LedgerEntry withReleased() {
    return new LedgerEntry(
        stream, shard, status, subtask, position, verifiedAt, checkpoint, true, since);
  }

  LedgerEntry finished(long now) {
    return new LedgerEntry(
        stream, shard, Status.FINISHED, subtask, position, verifiedAt, checkpoint, true, now);
  }
}
