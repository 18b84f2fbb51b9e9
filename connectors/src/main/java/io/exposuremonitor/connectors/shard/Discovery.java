package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import io.exposuremonitor.connectors.shard.LedgerAction.ReportLoss;
import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import java.util.List;

/**
 * The part of the {@link SplitLedger} that compares listed shards with known ones: a shard is new,
 * known, or the first of its id in a stream that was deleted and created again under the same name.
 * Not thread-safe.
 *
 * <p>Such a stream uses the same ids again. A finished shard is then read as a new one, and so is
 * an unassigned one, whose unread records are reported as lost. An assigned or drained shard stays
 * with its reader, which finds it gone or continues in the new one; once it is finished, its last
 * position shows which.
 */
final class Discovery {
  private final LedgerBook book;
  private final ListingLog listings;

  Discovery(LedgerBook book, ListingLog listings) {
    this.book = book;
    this.listings = listings;
  }

  /**
   * Handles a listed shard.
   *
   * @param start where a new shard is read from
   */
  void listed(String stream, Shard shard, Position start, long now, List<LedgerAction> actions) {
    LedgerEntry known = book.get(new ShardKey(stream, shard.id()));
    if (known == null) {
      book.put(LedgerEntry.discovered(stream, shard, start, now));
    } else if (known.precedes(shard)) {
      recreated(known, shard, now, actions);
    } else {
      listedAgain(known, shard.start() == null ? shard.startingAt(known.shard().start()) : shard);
    }
  }

  /**
   * Handles the children of a shard. They start at their horizon, unless the stream's start may
   * fall within them.
   *
   * @param listed may contain other shards, which are ignored
   */
  void children(ShardKey parent, List<Shard> listed, long now, List<LedgerAction> actions) {
    Position start = Position.Horizon.INSTANCE;
    LedgerEntry entry = book.get(parent);
    if (entry != null
        && entry.position() instanceof Position.AtInstant instant
        && !listings.isComplete(parent.stream())) {
      start = instant;
    }
    for (Shard shard : listed) {
      if (shard.parents().contains(parent.shard()) && !shard.id().equals(parent.shard())) {
        listed(parent.stream(), shard, start, now, actions);
      }
    }
  }

  private void listedAgain(LedgerEntry known, Shard shard) {
    if (!known.shard().equals(shard)) {
      book.put(known.listedAs(shard));
    }
  }

  private void recreated(LedgerEntry known, Shard shard, long now, List<LedgerAction> actions) {
    if (known.status() == Status.ASSIGNED || known.status() == Status.DRAINED) {
      listedAgain(known, shard.startingAt(known.shard().start()));
      return;
    }
    if (known.status() == Status.UNASSIGNED) {
      actions.add(new ReportLoss(deletedUnread(known, now)));
    }
    book.replace(LedgerEntry.discovered(known.stream(), shard, Position.Horizon.INSTANCE, now));
  }

  private static CoverageGap deletedUnread(LedgerEntry entry, long now) {
    return new CoverageGap(
        Cause.SHARD_GONE,
        entry.stream(),
        entry.shard().id(),
        entry.verifiedAt(),
        now,
        "the stream was deleted and created again before the shard was read to its end");
  }
}
