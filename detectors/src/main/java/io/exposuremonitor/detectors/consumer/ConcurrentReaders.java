package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The concurrent readers of a stream: those of the same slot of 15 minutes, the lifetime of a
 * DynamoDB Streams iterator. A view that works in place on a list of a detector's state. Not
 * thread-safe.
 */
final class ConcurrentReaders {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;

  /**
   * Maximum number of slots kept, whatever the lateness bound: eight hours. {@link
   * io.exposuremonitor.detectors.baseline.Horizon} is exact for no longer either.
   */
  static final int MAX_SLOTS = 32;

  private static final Comparator<ReaderUse> ORDER =
      Comparator.comparingLong(ReaderUse::slot).thenComparingLong(ReaderUse::reader);

  private static final Comparator<List<ReaderUse>> LARGEST =
      Comparator.comparingInt((List<ReaderUse> readers) -> -readers.size())
          .thenComparing(readers -> String.join(", ", names(readers)));

  private final List<ReaderUse> uses;
  private final long slots;

  /**
   * @param uses of the last slots, ascending; changed in place
   * @param lateness how late events may arrive, milliseconds. Slots are kept for as long, plus the
   *     newest and one more
   */
  ConcurrentReaders(List<ReaderUse> uses, long lateness) {
    this.uses = uses;
    this.slots = Math.min(2 - Math.floorDiv(-lateness, SLOT), MAX_SLOTS);
  }

  /** Adds a use. */
  void add(ReaderUse use) {
    ReaderUse all = use;
    for (ReaderUse other : uses) {
      all = other.isSame(use) ? all.plus(other) : all;
    }
    uses.removeIf(other -> other.isSame(use));
    uses.add(all);
    uses.sort(ORDER);
    forgetBefore(newest() - (slots - 1) * SLOT);
    long most = uses.stream().filter(other -> other.slot() == use.slot()).count();
    if (most > StreamReaderState.MAX_READERS_AT_ONCE) {
      // Evicts the largest hash, so the order of arrival doesn't matter.
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

  /** Start of the newest slot; the minimum value when there is none. */
  long newest() {
    return uses.isEmpty() ? Long.MIN_VALUE : uses.get(uses.size() - 1).slot();
  }

  /**
   * The readers of the shard with the most readers in a slot. A call for records doesn't name its
   * shard, so its reader is assumed to read all shards, as consumers do.
   *
   * @return of several such shards, the readers whose names sort first, so the order of arrival
   *     doesn't matter
   */
  List<ReaderUse> atOneShard(long slot) {
    List<ReaderUse> present = uses.stream().filter(use -> use.slot() == slot).toList();
    List<ReaderUse> anywhere = present.stream().filter(ReaderUse::anyShard).toList();
    Stream<List<ReaderUse>> shards =
        present.stream()
            .flatMapToLong(use -> Arrays.stream(use.shards()))
            .distinct()
            .mapToObj(shard -> present.stream().filter(use -> use.isAt(shard)).toList());
    return Stream.concat(Stream.of(anywhere), shards).min(LARGEST).orElse(List.of());
  }

  /** The sorted names of readers: each name once, with the number of readers that share it. */
  static List<String> names(List<ReaderUse> readers) {
    Map<String, Integer> named = new TreeMap<>();
    readers.stream()
        .map(ReaderUse::name)
        .filter(name -> !name.isEmpty())
        .forEach(name -> named.merge(name, 1, Integer::sum));
    return named.entrySet().stream()
        .map(
            name ->
                name.getValue() == 1
                    ? name.getKey()
                    : name.getKey() + " (" + name.getValue() + " applications)")
        .toList();
  }

  /** All readers of a slot merged into one; the same for every order of arrival. */
  ReaderUse together(long slot) {
    return uses.stream()
        .filter(use -> use.slot() == slot)
        .reduce(ReaderUse::plus)
        .orElseThrow(() -> new IllegalStateException("nobody read in the slot"));
  }

  /** Counts the readers of the newest slot. */
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
