package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Who reads a stream at the same time, which is in the same slot of 15 minutes: an iterator of
 * DynamoDB Streams lives that long. A view that works in place on a list which belongs to a
 * detector's state. Not thread-safe.
 */
final class Crowd {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;

  /** Slots kept: the newest, those whose events may still come, and one more. */
  private static final int SLOTS = 3;

  private static final Comparator<ReaderUse> ORDER =
      Comparator.comparingLong(ReaderUse::slot).thenComparingLong(ReaderUse::reader);

  private final List<ReaderUse> uses;

  Crowd(List<ReaderUse> uses) {
    this.uses = uses;
  }

  /** Notes a use. */
  void add(ReaderUse use) {
    ReaderUse all = use;
    for (ReaderUse other : uses) {
      all = other.isSame(use) ? all.plus(other) : all;
    }
    uses.removeIf(other -> other.isSame(use));
    uses.add(all);
    uses.sort(ORDER);
    forgetBefore(newest() - (SLOTS - 1) * SLOT);
    long most = uses.stream().filter(other -> other.slot() == use.slot()).count();
    if (most > StreamReaderState.MAX_READERS_AT_ONCE) {
      // The largest hash goes, whichever came first, so that the order doesn't matter.
      uses.remove(last(use.slot()));
    }
  }

  private ReaderUse last(long slot) {
    return uses.stream()
        .filter(use -> use.slot() == slot)
        .max(ORDER)
        .orElseThrow(() -> new IllegalStateException("a slot with readers has a last one"));
  }

  void forgetBefore(long slot) {
    uses.removeIf(use -> use.slot() < slot);
  }

  /** Start of the newest slot, the least value for none. */
  long newest() {
    return uses.isEmpty() ? Long.MIN_VALUE : uses.get(uses.size() - 1).slot();
  }

  /**
   * The most readers of any shard in a slot. A call for records does not name its shard, so who
   * made one is taken to be at all of them, as consumers are.
   */
  int atOneShard(long slot) {
    List<ReaderUse> present = uses.stream().filter(use -> use.slot() == slot).toList();
    long anywhere = present.stream().filter(ReaderUse::anyShard).count();
    long most =
        present.stream()
            .flatMapToLong(use -> Arrays.stream(use.shards()))
            .distinct()
            .map(shard -> present.stream().filter(use -> use.isAt(shard)).count())
            .max()
            .orElse(0);
    return Math.toIntExact(Math.max(anywhere, most));
  }

  /** All readers of a slot as one, which is the same in whatever order they came. */
  ReaderUse together(long slot) {
    return uses.stream()
        .filter(use -> use.slot() == slot)
        .reduce(ReaderUse::plus)
        .orElseThrow(() -> new IllegalStateException("nobody read in the slot"));
  }

  /** Readers of the newest slot. */
  StreamReaders readers(String source) {
    long newest = newest();
    int known = 0;
    int unknown = 0;
    for (ReaderUse use : uses) {
      if (use.slot() == newest) {
        known += use.known() ? 1 : 0;
        unknown += use.known() ? 0 : 1;
      }
    }
    return new StreamReaders(source, known, unknown);
  }
}
