package io.exposuremonitor.detectors.destruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.RecordedContext;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.Images;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestructionDetectorTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY = 24 * 60 * MINUTE;

  /** A Monday, 00:00 UTC. */
  private static final long MONDAY = 1_763_337_600_000L;

  private static final TableId TABLE = TableId.of("orders", "eu-central-1", "123456789012");
  private static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::123456789012:role/App", "123456789012");

  private final List<Signal> signals = new ArrayList<>();
  private final Map<String, DestructionState> states = new TreeMap<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private final DestructionDetector detector = new DestructionDetector();
  private Policy policy = policy("deletes: {fiveMinutes: 10, hour: 20, day: 40}");

  @Test
  void reportsBulkDeletion() {
    deleteItems(MONDAY, 9, 0, SECOND);
    assertThat(signals).isEmpty();
    deleteItems(MONDAY + 20 * SECOND, 1, 100, SECOND);

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor().kind()).isEqualTo(Actor.Kind.ACCOUNT);
    assertThat(signal.resource()).endsWith("table/orders");
    assertThat(signal.message())
        .isEqualTo("10 items of `orders` deleted in 20 seconds, not by time to live");
    assertThat(signal.evidence().counts())
        .containsEntry("deleted_items", 10L)
        .containsEntry("deleted_5m", 10L)
        .doesNotContainKey("deleted_1h");
  }

  @Test
  void ignoresExpiredReplicatedAndModifiedItems() {
    List<ItemChange> changes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      changes.add(change(ChangeKind.REMOVE, i, MONDAY + i, true, false));
      changes.add(change(ChangeKind.REMOVE, i, MONDAY + i, false, true));
      changes.add(change(ChangeKind.MODIFY, i, MONDAY + i, false, false));
    }
    DeletionTallies.of(changes).forEach(this::on);

    assertThat(signals).isEmpty();
    assertThat(states).isEmpty();
  }

  @Test
  void countsRepeatedlyDeletedItemOnce() {
    for (int i = 0; i < 50; i++) {
      deleteItems(MONDAY + i * SECOND, 9, 0, 1);
    }

    assertThat(signals).isEmpty();
  }

  @Test
  void reportsHourAndDayWindowsWhenShorterOnesAreBelowThreshold() {
    deleteItems(MONDAY, 25, 0, 2 * MINUTE);
    deleteItems(MONDAY + 2 * DAY, 45, 1_000, 25 * MINUTE);

    Set<String> counts =
        signals.stream()
            .flatMap(signal -> signal.evidence().counts().keySet().stream())
            .filter(name -> name.startsWith("deleted_") && !name.equals("deleted_items"))
            .collect(Collectors.toSet());
    assertThat(counts).containsExactlyInAnyOrder("deleted_1h", "deleted_24h");
  }

  @Test
  void countsDeletionsFromShardThatIsHoursBehind() {
    deleteItems(MONDAY + 5 * 60 * MINUTE, 9, 0, SECOND);
    deleteItems(MONDAY, 10, 100, SECOND);

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).start()).isEqualTo(MONDAY);
  }

  @Test
  void windowEndIsExclusive() {
    deleteItems(MONDAY, 9, 0, 1);
    deleteItems(MONDAY + 5 * MINUTE, 9, 1_000, 1);
    assertThat(signals).isEmpty();
    deleteItems(MONDAY + 5 * MINUTE - 1, 1, 2_000, 1);

    assertThat(signals).hasSize(1);
  }

  @Test
  void ignoresUsualDeletionsButReportsThreeTimesAsMany() {
    policy = policy("deletes: {fiveMinutes: 100, hour: 1_000, day: 1_000}");
    for (int day = 0; day < 5; day++) {
      deleteItems(MONDAY + day * DAY, 45, 1_000L * day, 1);
    }
    policy = policy("deletes: {fiveMinutes: 10, hour: 1_000, day: 1_000}");
    deleteItems(MONDAY + 6 * DAY, 45, 20_000, 1);
    assertThat(signals).isEmpty();
    deleteItems(MONDAY + 7 * DAY, 200, 30_000, 1);

    assertThat(signals).isNotEmpty();
    assertThat(signals.get(0).confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signals.get(0).evidence().counts()).containsEntry("usual_items", 45L);
  }

  @Test
  void excludesDaysWithSignalsFromBaseline() {
    for (int day = 0; day < 6; day++) {
      signals.clear();
      deleteItems(MONDAY + day * DAY, 45, 1_000L * day, 1);
      assertThat(signals).as("day " + day).isNotEmpty();
    }
  }

  @Test
  void evictsStateAfterRetention() {
    deleteItems(MONDAY, 9, 0, SECOND);
    wakeUntil(MONDAY + 3 * DAY);
    assertThat(states).hasSize(1);
    wakeUntil(MONDAY + 20 * DAY);

    assertThat(states).isEmpty();
    assertThat(timers).isEmpty();
  }

  @Test
  void boundsStateSizeForManyDeletions() {
    for (int slot = 0; slot < 96; slot++) {
      deleteItems(MONDAY + slot * 15L * MINUTE, 200, 1_000L * slot, SECOND);
      wakeUntil(MONDAY + slot * 15L * MINUTE);
    }
    DestructionState state = states.values().iterator().next();
    int bytes =
        List.of(state.minutes, state.hours, state.days).stream()
            .flatMap(List::stream)
            .mapToInt(slot -> 32 + slot.sketch(0).length)
            .sum();

    assertThat(bytes).isLessThan(10_000);
  }

  @Test
  void reportsDeletionsLoggedByCloudTrailWithTheirActor() {
    ActivityBundle bundle =
        bundle(
            call(Operation.DELETE_ITEM, "", 1, 2, 3, 4, 5),
            call(Operation.DELETE_ITEM_READ_BACK, "", 6, 7, 8, 9, 10, 11),
            call(Operation.DELETE_ITEM, "AccessDenied", 12),
            call(Operation.BATCH_WRITE_ITEM, "", 13),
            call(Operation.PUT_ITEM, "", 14));
    DeletionTallies.of(bundle).forEach(this::on);

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).magnitude()).isEqualTo(11);
    assertThat(signals.get(0).actor()).isEqualTo(ROLE);
    assertThat(signals.get(0).message()).endsWith(" by role/App, not by time to live");
    assertThat(signals.get(0).evidence().eventIds()).isNotEmpty();
    assertThat(DeletionTallies.of(bundle(call(Operation.SCAN, "", 1)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, 999988887777, calls, ' by account 999988887777, not by time to live'",
    "UNKNOWN, somebody, calls, ' by somebody, not by time to live'",
    "ACCOUNT, 123456789012, item changes, ' deleted in 1 second, not by time to live'"
  })
  void attributesOnlyTalliesOfOwnAccountToItemChanges(
      Actor.Kind kind, String id, String source, String end) {
    DeletionTally template =
        DeletionTallies.of(
                bundle(call(Operation.DELETE_ITEM, "", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
            .get(0);
    on(
        new DeletionTally(
            new Actor(kind, id, kind == Actor.Kind.ACCOUNT ? id : ""),
            template.table(),
            template.account(),
            template.region(),
            template.first(),
            template.first() + 10,
            template.items(),
            template.events()));

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).evidence().facts()).containsEntry("source", source);
    assertThat(signals.get(0).message()).endsWith(end);
  }

  @Test
  void includesShareOfTableOfKnownSize() throws Exception {
    policy =
        PolicyLoader.load(
            "p",
            "version: 1\ntables: [{match: orders, items: 100, sensitivity: restricted}]\n"
                + "thresholds: {destruction: {deletes: {fiveMinutes: 10}}}");
    deleteItems(MONDAY, 10, 0, SECOND);

    assertThat(signals.get(0).level()).isEqualTo(Level.CRITICAL);
    assertThat(signals.get(0).message()).contains("of `orders`, about 10 % of it, deleted");
  }

  /** Deletions that start at a minute of a day. */
  record Burst(int day, int minute, int items) {}

  @Provide
  Arbitrary<List<Burst>> bursts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 6),
            Arbitraries.of(0, 1, 2, 3, 4, 5, 8, 20, 59, 60, 200, 1_439),
            Arbitraries.integers().between(1, 9))
        .as(Burst::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7);
  }

  @Property(tries = 100)
  void matchesBruteForceOracleInAnyOrder(@ForAll("bursts") List<Burst> bursts, @ForAll long seed) {
    policy = policy("minimumHistoryDays: 100, deletes: {fiveMinutes: 6, hour: 12, day: 18}");
    List<ItemChange> changes = new ArrayList<>();
    for (Burst burst : bursts) {
      for (int i = 0; i < burst.items() && changes.size() < 45; i++) {
        long time = MONDAY + burst.day() * DAY + burst.minute() * MINUTE + i * SECOND;
        changes.add(change(ChangeKind.REMOVE, changes.size(), time, false, false));
      }
    }
    Map<String, Long> expected = oracle(changes);
    Random random = new Random(seed);
    List<ItemChange> arrivals = new ArrayList<>(changes);
    arrivals.addAll(changes.subList(0, random.nextInt(changes.size() + 1)));
    Map<ItemChange, Long> delays = new HashMap<>();
    arrivals.forEach(change -> delays.put(change, (long) random.nextInt((int) (15 * MINUTE))));
    Collections.shuffle(arrivals, random);
    arrivals.sort((a, b) -> Long.compare(arrival(a, delays), arrival(b, delays)));
    for (ItemChange change : arrivals) {
      DeletionTallies.of(List.of(change)).forEach(this::on);
    }
    Map<String, Long> found = new TreeMap<>();
    for (Signal signal : signals) {
      signal.evidence().counts().forEach((name, count) -> found.merge(name, count, Math::max));
    }
    found.remove("window_seconds");
    found.remove("deleted_items");

    assertThat(found).isEqualTo(expected);
    signals.clear();
    states.clear();
    timers.clear();
  }

  private static long arrival(ItemChange change, Map<ItemChange, Long> delays) {
    return change.header().time() + delays.getOrDefault(change, 0L);
  }

  /** The highest count of any window that reaches its threshold, by brute force. */
  private static Map<String, Long> oracle(List<ItemChange> changes) {
    Map<String, Long> highest = new TreeMap<>();
    Map<String, long[]> spans =
        Map.of(
            "deleted_5m", new long[] {150 * SECOND, 2, 6},
            "deleted_1h", new long[] {10 * MINUTE, 6, 12},
            "deleted_24h", new long[] {240 * MINUTE, 6, 18});
    spans.forEach(
        (name, span) -> {
          for (ItemChange last : changes) {
            long end = (Math.floorDiv(last.header().time(), span[0]) + 1) * span[0];
            long count =
                changes.stream()
                    .map(change -> change.header().time())
                    .filter(time -> time < end && time >= end - span[0] * span[1])
                    .count();
            if (count >= span[2]) {
              highest.merge(name, count, Math::max);
            }
          }
        });
    return highest;
  }

  private static Policy policy(String destruction) {
    try {
      return PolicyLoader.load("p", "version: 1\nthresholds: {destruction: {" + destruction + "}}");
    } catch (PolicyException invalid) {
      throw new AssertionError(invalid);
    }
  }

  private void deleteItems(long time, int items, long firstKey, long spacing) {
    for (int i = 0; i < items; i++) {
      DeletionTallies.of(
              List.of(change(ChangeKind.REMOVE, firstKey + i, time + i * spacing, false, false)))
          .forEach(this::on);
    }
  }

  private static ItemChange change(
      ChangeKind kind, long key, long time, boolean expired, boolean replicated) {
    return new ItemChange(
        new ChangeHeader(TABLE, kind, "e" + key, time, "", 1, expired),
        key,
        replicated,
        Images.OLD,
        List.of(),
        0,
        0,
        false,
        List.of(),
        0);
  }

  private static Activity call(Operation operation, String error, long... keys) {
    return new Activity(
        "id-" + keys[0],
        false,
        MONDAY + keys[0],
        operation,
        ROLE,
        new Origin("192.0.2.1", "", "", "", "", "", false),
        "123456789012",
        "eu-central-1",
        TABLE.id(),
        "",
        error,
        0,
        -1,
        0,
        false,
        false,
        keys,
        List.of());
  }

  private static ActivityBundle bundle(Activity... calls) {
    List<ActivityBundle> bundles = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(100, 100, (bundle, arrival) -> bundles.add(bundle));
    bundler.add(List.of(calls), ActivityBundler.NOT_KNOWN);
    bundler.flush();
    return bundles.get(0);
  }

  private void on(DeletionTally tally) {
    states.put(tally.key(), detector.on(states.get(tally.key()), tally, context()));
  }

  private void wakeUntil(long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      long due = timers.pollFirst();
      states
          .entrySet()
          .removeIf(entry -> detector.onTime(entry.getValue(), due, context()) == null);
    }
  }

  private DetectorContext context() {
    return new RecordedContext(policy, signals, timers);
  }
}
