package io.exposuremonitor.detectors.bulkread;

import static io.exposuremonitor.detectors.bulkread.Read.DAY;
import static io.exposuremonitor.detectors.bulkread.Read.MINUTE;
import static io.exposuremonitor.detectors.bulkread.Read.MONDAY;
import static io.exposuremonitor.detectors.bulkread.Read.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any order within the lateness bound, any repetition and any bundling yield the same findings. */
class OrderFreedomTest {
  private static final BulkReadThresholds THRESHOLDS =
      new BulkReadThresholds(
          new Floors(8, 14, 24),
          new Floors(10, 16, 30),
          new Floors(6, 10, 16),
          20,
          14,
          50,
          5,
          1,
          3,
          4,
          2,
          2.0,
          2);
  private static final Policy POLICY = Watch.policy(THRESHOLDS);

  /**
   * So low that a burst divided among four roles exceeds the thresholds of each role and of all.
   */
  private static final Policy LOW =
      Watch.policy(
          new BulkReadThresholds(
              new Floors(3, 5, 9),
              new Floors(4, 8, 16),
              new Floors(4, 6, 10),
              12,
              9,
              50,
              5,
              1,
              2,
              3,
              3,
              2.0,
              2));

  private static final int SMALL_LIMIT = 3;

  /** Calls of one kind in a row. */
  record Burst(int day, int minute, int kind, int calls, int spacing) {}

  @Provide
  Arbitrary<List<Burst>> bursts() {
    return burstsOf(12);
  }

  /** With writes of leases, which let Scans go uncounted. */
  @Provide
  Arbitrary<List<Burst>> burstsWithLeases() {
    return burstsOf(14);
  }

  private static Arbitrary<List<Burst>> burstsOf(int lastKind) {
    Arbitrary<Integer> minutes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(600, 660)),
            Tuple.of(1, Arbitraries.integers().between(0, 1_439)),
            Tuple.of(1, Arbitraries.of(0, 5, 1_400, 1_430, 1_439)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 17),
            minutes,
            Arbitraries.integers().between(0, lastKind),
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(1, 10, 29, 60, 600))
        .as(Burst::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void findsWhatAnOracleFinds(@ForAll("bursts") List<Burst> bursts, @ForAll long seed) {
    assertFindsWhatAnOracleFinds(bursts, seed);
  }

  @Property(tries = 100)
  void findsWhatAnOracleFindsBesideLeases(
      @ForAll("burstsWithLeases") List<Burst> bursts, @ForAll long seed) {
    assertFindsWhatAnOracleFinds(bursts, seed);
  }

  private static void assertFindsWhatAnOracleFinds(List<Burst> bursts, long seed) {
    List<Read> reads = reads(bursts);
    Map<String, Map<String, Long>> expected = ReadOracle.found(THRESHOLDS, reads);
    Watch watch = new Watch(POLICY);
    disturbed(reads, new Random(seed)).forEach(watch::bundle);
    watch.end();
    Map<String, Map<String, Long>> found = new TreeMap<>();
    watch
        .findings()
        .forEach(
            (key, finding) -> {
              String id = key.substring("bulk-read.".length(), key.indexOf(' '));
              if (!id.equals("many-tables") && !id.equals("distributed")) {
                found.put(id, finding.counts());
              }
            });
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 100)
  void findsTheSameInAnyOrder(@ForAll("burstsWithLeases") List<Burst> bursts, @ForAll long seed) {
    Random random = new Random(seed);
    List<Read> reads = new ArrayList<>();
    for (Read read : reads(bursts)) {
      Actor actor = Read.role("role-" + read.id() % 4);
      Read changed = larger(read).by(actor).on(Read.table("table-" + read.id() / 1_000 % 2));
      reads.add(changed);
      if (read.id() % 3 == 0) {
        reads.set(reads.size() - 1, changed.shared());
        reads.add(
            changed.shared().by(new Actor(Actor.Kind.ACCOUNT, "123456789012", "123456789012")));
      }
    }
    Watch plain = new Watch(LOW);
    plain.feedOneByOne(reads);
    plain.end();
    Watch other = new Watch(LOW);
    disturbed(reads, random).forEach(other::bundle);
    other.end();
    assertThat(other.findings()).isEqualTo(plain.findings());
  }

  /** Too many small pages to be counted exactly as items, but not too many as pages. */
  private static Read larger(Read read) {
    return read.facet().limit() == SMALL_LIMIT ? read.limited(150) : read;
  }

  /** Events in the order of time, few enough per slot to be counted exactly. */
  private static List<Read> reads(List<Burst> bursts) {
    List<Read> reads = new ArrayList<>();
    long id = 0;
    for (Burst burst : bursts) {
      id += 1_000;
      for (int call = 0; call < burst.calls(); call++) {
        long time =
            MONDAY + burst.day() * DAY + burst.minute() * MINUTE + call * SECOND * burst.spacing();
        reads.add(read(id + call, time, burst.kind()));
      }
    }
    Map<String, Integer> inSlot = new HashMap<>();
    reads.removeIf(
        read ->
            inSlot.merge(
                    Math.floorDiv(read.time(), 150 * SECOND) + " " + read.facet(), 1, Integer::sum)
                > 7);
    reads.sort(Comparator.comparingLong(Read::time));
    return reads;
  }

  private static Read read(long id, long time, int kind) {
    return switch (kind) {
      case 0 -> Read.scan(id, time);
      case 1 -> Read.scan(id, time).segment((int) (id % 4), 4);
      case 2 -> Read.scan(id, time).failed();
      case 3 -> Read.scan(id, time).countOnly();
      case 4 -> Read.scan(id, time).console(100);
      case 5 -> Read.select(id, time, Access.FULL_SCAN);
      case 6 -> Read.select(id, time, Access.FULL_SCAN, Access.KEY_LOOKUP);
      case 7 -> Read.of(id, time, Operation.QUERY, id % 40);
      case 8 -> Read.of(id, time, Operation.BATCH_GET_ITEM, id % 40, (id + 1) % 40);
      case 9 -> Read.of(id, time, Operation.QUERY, id % 2).continued(id % 3 == 0 ? 300 : 0, id % 9);
      case 10 -> Read.select(id, time, Access.KEY_LOOKUP).continued(0);
      case 11 -> Read.scan(id, time).limited(SMALL_LIMIT);
      case 13 -> Read.of(id, time, Operation.WRITE_LEASE, id % 40);
      case 14 -> Read.of(id, time, Operation.WRITE_LEASE, id % 40).failed();
      default -> Read.key(id, time, id * 7 % 40);
    };
  }

  /**
   * The same reads, delayed by up to the bound, some of them twice, and bundled in the order of
   * arrival for up to a slot's length.
   */
  private static List<ActivityBundle> disturbed(List<Read> reads, Random random) {
    record Arrival(long time, Read read) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Read read : reads) {
      int copies = random.nextInt(4) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        arrivals.add(new Arrival(read.time() + random.nextLong(15 * MINUTE), read));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::time));
    List<ActivityBundle> bundles = new ArrayList<>();
    List<Read> held = new ArrayList<>();
    long since = arrivals.get(0).time();
    for (Arrival arrival : arrivals) {
      if (arrival.time() - since >= 15 * MINUTE || random.nextInt(6) == 0) {
        flush(held, bundles, random);
        since = arrival.time();
      }
      held.add(arrival.read());
    }
    flush(held, bundles, random);
    return bundles;
  }

  private static void flush(List<Read> held, List<ActivityBundle> bundles, Random random) {
    List<ActivityBundle> cut = Read.bundles(held);
    Collections.shuffle(cut, random);
    bundles.addAll(cut);
    held.clear();
  }
}
