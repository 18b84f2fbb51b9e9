package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ActivityBundlerTest {
  private static final long START = 1_700_000_000_000L;

  private final List<ActivityBundle> bundles = new ArrayList<>();

  @Property(tries = 200)
  void emitsEachActivityExactlyOnce(
      @ForAll("activities") List<Activity> activities, @ForAll("bounds") int maxBundle) {
    List<ActivityBundle> emitted = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(maxBundle, 3 * maxBundle, (bundle, arrival) -> emitted.add(bundle));

    bundler.add(activities, ActivityBundler.NOT_KNOWN);
    bundler.flush();

    List<String> unpacked = new ArrayList<>();
    emitted.forEach(bundle -> unpacked.addAll(unpack(bundle)));
    List<String> expected = new ArrayList<>();
    activities.forEach(activity -> expected.add(describe(activity)));
    assertThat(unpacked).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(emitted).allSatisfy(bundle -> assertThat(bundle.size()).isBetween(1, maxBundle));
  }

  @Property(tries = 200)
  void sampleIsIndependentOfOrderAndBundleSize(
      @ForAll("activities") List<Activity> activities,
      @ForAll("bounds") int maxBundle,
      @ForAll long seed) {
    List<Activity> shuffled = new ArrayList<>(activities);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(carriedSample(shuffled, maxBundle)).isEqualTo(expectedSample(activities));
  }

  @Test
  void boundsEventIdsPerBundle() {
    ActivityBundler bundler =
        new ActivityBundler(10_000, 100_000, (bundle, arrival) -> bundles.add(bundle));

    for (int i = 0; i < 900; i++) {
      bundler.add(
          List.of(activity("a", "t", ActivityBundle.slotOf(START) + i * 1_000L, "e" + i)),
          ActivityBundler.NOT_KNOWN);
    }
    bundler.flush();

    assertThat(bundles).singleElement().extracting(b -> b.eventIds().size()).isEqualTo(18);
  }

  /** A replay sorts bundles, and its engine can't sort large ones. */
  @Test
  void boundsKeysAndStatementsPerBundle() {
    ActivityBundler bundler =
        new ActivityBundler(4_096, 65_536, (bundle, arrival) -> bundles.add(bundle));
    long slot = ActivityBundle.slotOf(START);

    for (int i = 0; i < 2_000; i++) {
      bundler.add(
          List.of(withKeys(activity("a", "t", slot, "k" + i), new long[100])),
          ActivityBundler.NOT_KNOWN);
    }
    for (int i = 0; i < 50; i++) {
      bundler.add(
          List.of(withStatements(activity("b", "t", slot, "s" + i), 25)),
          ActivityBundler.NOT_KNOWN);
    }
    bundler.flush();

    assertThat(bundles).extracting(ActivityBundle::size).contains(164);
    assertThat(bundles)
        .allSatisfy(
            bundle -> {
              assertThat(bundle.keys()).hasSizeLessThan(20_000);
              assertThat(bundle.facets()).hasSizeLessThan(20);
            });
    assertThat(bundles.stream().mapToInt(ActivityBundle::size).sum()).isEqualTo(2_050);
  }

  private static Activity withStatements(Activity base, int count) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(
          new Statement(
              Statement.Verb.SELECT,
              "t",
              "",
              Statement.Access.KEY_LOOKUP,
              base.eventId() + ' ' + "x".repeat(Statement.MAX_SHAPE - 10)));
    }
    return new Activity(
        base.eventId(),
        base.shared(),
        base.time(),
        Operation.BATCH_EXECUTE_STATEMENT,
        base.actor(),
        base.origin(),
        base.account(),
        base.region(),
        base.resource(),
        base.index(),
        base.errorCode(),
        base.limit(),
        base.segment(),
        base.totalSegments(),
        base.countOnly(),
        base.continued(),
        base.keys(),
        statements);
  }

  @Test
  void samplesIdsOfContinuedPagesSeparately() {
    ActivityBundler bundler =
        new ActivityBundler(10_000, 100_000, (bundle, arrival) -> bundles.add(bundle));

    for (int i = 0; i < 600; i++) {
      Activity read = activity("a", "t", ActivityBundle.slotOf(START), "e" + i);
      bundler.add(
          List.of(ofKind(i % 200 == 0 ? 1 : i % 200 == 1 ? 2 : 0, read)),
          ActivityBundler.NOT_KNOWN);
    }
    bundler.flush();

    ActivityBundle bundle = bundles.get(0);
    List<String> named = new ArrayList<>();
    for (int i = 0; i < bundle.named().length; i++) {
      ActivityBundle.Facet facet = bundle.facetOf(bundle.named()[i]);
      named.add(facet.continued() + " " + facet.limit() + " " + bundle.eventIds().get(i));
    }
    assertThat(bundles).hasSize(1);
    assertThat(bundle.facets()).hasSize(3);
    assertThat(named)
        .hasSize(9)
        .contains("true 0 e0", "true 0 e200", "true 0 e400")
        .contains("true 25 e1", "true 25 e201", "true 25 e401");
  }

  @Test
  void bundlesSlotsSeparately() {
    ActivityBundler bundler =
        new ActivityBundler(10, 100, (bundle, arrival) -> bundles.add(bundle));
    long boundary = ActivityBundle.slotOf(START) + ActivityBundle.SLOT_MILLIS;

    bundler.add(List.of(activity("a", "t", boundary - 1, "e1")), ActivityBundler.NOT_KNOWN);
    bundler.add(List.of(activity("a", "t", boundary, "e2")), ActivityBundler.NOT_KNOWN);
    bundler.flush();

    assertThat(bundles)
        .extracting(ActivityBundle::slot)
        .containsExactlyInAnyOrder(boundary - ActivityBundle.SLOT_MILLIS, boundary);
  }

  @Test
  void emitsFullBundleImmediately() {
    ActivityBundler bundler = new ActivityBundler(2, 100, (bundle, arrival) -> bundles.add(bundle));

    bundler.add(List.of(activity("a", "t", START, "e1")), ActivityBundler.NOT_KNOWN);
    assertThat(bundles).isEmpty();
    bundler.add(List.of(activity("a", "t", START, "e2")), ActivityBundler.NOT_KNOWN);

    assertThat(bundles).singleElement().extracting(ActivityBundle::size).isEqualTo(2);
  }

  @Test
  void boundsPendingActivitiesAcrossKeys() {
    ActivityBundler bundler = new ActivityBundler(100, 5, (bundle, arrival) -> bundles.add(bundle));

    for (int i = 0; i < 5; i++) {
      bundler.add(List.of(activity("actor-" + i, "t", START, "e" + i)), ActivityBundler.NOT_KNOWN);
    }

    assertThat(bundles).hasSize(5);
  }

  @Test
  void emitsOldestSlotFirstWhenFull() {
    ActivityBundler bundler =
        new ActivityBundler(100, 10, (bundle, arrival) -> bundles.add(bundle));
    long next = ActivityBundle.slotOf(START) + ActivityBundle.SLOT_MILLIS;

    for (int i = 0; i < 10; i++) {
      bundler.add(
          List.of(activity("a", "t", i < 7 ? START : next, "e" + i)), ActivityBundler.NOT_KNOWN);
    }

    assertThat(bundles).singleElement().extracting(ActivityBundle::size).isEqualTo(7);
    assertThat(bundler.oldestWaiting()).isEqualTo(next);
  }

  @Test
  void emitsBundlesAfterTwoTicks() {
    ActivityBundler bundler =
        new ActivityBundler(100, 100, (bundle, arrival) -> bundles.add(bundle));

    bundler.add(List.of(activity("a", "t", START, "e1")), ActivityBundler.NOT_KNOWN);
    bundler.tick();
    assertThat(bundles).isEmpty();
    bundler.add(List.of(activity("b", "t", START, "e2")), ActivityBundler.NOT_KNOWN);
    bundler.tick();

    assertThat(bundles)
        .singleElement()
        .extracting(bundle -> bundle.actor().id())
        .isEqualTo("arn:aws:iam::111122223333:role/a");
    bundler.tick();
    assertThat(bundles).hasSize(2);
    assertThat(bundler.oldestWaiting()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void splitsBundleOfDissimilarActivities() {
    ActivityBundler bundler =
        new ActivityBundler(10_000, 100_000, (bundle, arrival) -> bundles.add(bundle));

    for (int i = 0; i < 200; i++) {
      bundler.add(
          List.of(TestCalls.read("a", "t", START, "e" + i, "203.0.113." + i)),
          ActivityBundler.NOT_KNOWN);
    }
    bundler.flush();

    assertThat(bundles).hasSizeGreaterThan(1);
    assertThat(bundles.stream().mapToInt(ActivityBundle::size).sum()).isEqualTo(200);
  }

  @Provide
  Arbitrary<Integer> bounds() {
    return Arbitraries.integers().between(1, 20);
  }

  @Provide
  Arbitrary<List<Activity>> activities() {
    Arbitrary<Activity> one =
        Combinators.combine(
                Arbitraries.of("alice", "bob", "carol"),
                Arbitraries.of("orders", "customers"),
                Arbitraries.longs().between(START, START + 3_600_000),
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.longs().array(long[].class).ofMaxSize(4))
            .as(
                (actor, table, time, id, keys) ->
                    withKeys(ofKind(id % 3, activity(actor, table, time, "event-" + id)), keys));
    return one.list().ofMaxSize(120);
  }

  /** The smallest hashes of event ids that the bundles of each stretch carry. */
  private static Map<String, List<Long>> carriedSample(List<Activity> activities, int maxBundle) {
    List<ActivityBundle> emitted = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(maxBundle, 3 * maxBundle, (bundle, arrival) -> emitted.add(bundle));
    bundler.add(activities, ActivityBundler.NOT_KNOWN);
    bundler.flush();
    Map<String, Set<Long>> hashes = new HashMap<>();
    for (ActivityBundle bundle : emitted) {
      for (int i = 0; i < bundle.named().length; i++) {
        int named = bundle.named()[i];
        assertThat(IdHash.of(bundle.eventIds().get(i))).isEqualTo(bundle.idHash()[named]);
        hashes
            .computeIfAbsent(
                stretch(
                    bundle.actor().id(),
                    bundle.resource(),
                    bundle.time(named),
                    bundle.facetOf(named).continued(),
                    bundle.facetOf(named).limit()),
                key -> new TreeSet<>())
            .add(bundle.idHash()[named]);
      }
    }
    return smallest(hashes);
  }

  private static Map<String, List<Long>> expectedSample(List<Activity> activities) {
    Map<String, Set<Long>> hashes = new HashMap<>();
    for (Activity activity : activities) {
      hashes
          .computeIfAbsent(
              stretch(
                  activity.actor().id(),
                  activity.resource(),
                  activity.time(),
                  activity.continued(),
                  activity.limit()),
              key -> new TreeSet<>())
          .add(IdHash.of(activity.eventId()));
    }
    return smallest(hashes);
  }

  private static Map<String, List<Long>> smallest(Map<String, Set<Long>> hashes) {
    Map<String, List<Long>> smallest = new HashMap<>();
    hashes.forEach(
        (stretch, all) ->
            smallest.put(stretch, all.stream().limit(ActivityBundle.MAX_SAMPLES).toList()));
    return smallest;
  }

  private static String stretch(
      String actor, String table, long time, boolean continued, int limit) {
    return actor + table + time / ActivityBundle.SAMPLE_MILLIS + continued + limit;
  }

  private static List<String> unpack(ActivityBundle bundle) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < bundle.size(); i++) {
      long[] keys = Arrays.copyOfRange(bundle.keys(), bundle.keyStart(i), bundle.keyEnd()[i]);
      ActivityBundle.Facet facet = bundle.facetOf(i);
      all.add(
          String.join(
              "|",
              bundle.actor().id(),
              bundle.resource(),
              String.valueOf(bundle.time(i)),
              String.valueOf(bundle.idHash()[i]),
              facet.operation().name(),
              facet.origin().sourceIp(),
              String.valueOf(facet.continued()),
              Arrays.toString(keys)));
    }
    return all;
  }

  private static String describe(Activity activity) {
    return String.join(
        "|",
        activity.actor().id(),
        activity.resource(),
        String.valueOf(activity.time()),
        String.valueOf(IdHash.of(activity.eventId())),
        activity.operation().name(),
        activity.origin().sourceIp(),
        String.valueOf(activity.continued()),
        Arrays.toString(activity.keys()));
  }

  private static Activity activity(String actor, String table, long time, String id) {
    return TestCalls.read(actor, table, time, id, "192.0.2.1");
  }

  /** A query: the first page, one after a full page, or one after a short one. */
  private static Activity ofKind(int kind, Activity read) {
    return query(read, kind == 2 ? 25 : 0, kind > 0);
  }

  private static Activity query(Activity read, int limit, boolean continued) {
    return new Activity(
        read.eventId(),
        false,
        read.time(),
        Operation.QUERY,
        read.actor(),
        read.origin(),
        read.account(),
        read.region(),
        read.resource(),
        "",
        "",
        limit,
        -1,
        0,
        false,
        continued,
        new long[0],
        List.of());
  }

  private static Activity withKeys(Activity base, long[] keys) {
    return new Activity(
        base.eventId(),
        base.shared(),
        base.time(),
        base.operation(),
        base.actor(),
        base.origin(),
        base.account(),
        base.region(),
        base.resource(),
        base.index(),
        base.errorCode(),
        base.limit(),
        base.segment(),
        base.totalSegments(),
        base.countOnly(),
        base.continued(),
        keys,
        base.statements());
  }
}
