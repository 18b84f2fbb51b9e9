package io.exposuremonitor.detectors.sensitivity;

import static io.exposuremonitor.detectors.sensitivity.Table.DAY;
import static io.exposuremonitor.detectors.sensitivity.Table.HOUR;
import static io.exposuremonitor.detectors.sensitivity.Table.MONDAY;
import static io.exposuremonitor.detectors.sensitivity.Table.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.itemchange.ItemAttribute.Difference;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

class SensitivityDetectorTest {
  private static final String NEW_CLASS = "sensitive-data.new-class";
  private static final String SECRET = "sensitive-data.secret";
  private static final String CARD = "note:payment-card";
  private static final long ATTACK = MONDAY + 10 * DAY;

  private final Table table = new Table(Policy.defaults());

  /** Ten days of a hundred items each, with e-mail addresses. */
  private void history() {
    for (int day = 0; day < 10; day++) {
      write(MONDAY + day * DAY + HOUR, 100, 1_000L * day, "email:email-address");
    }
    table.wakeUntil(ATTACK);
  }

  private void write(long time, int items, long firstKey, String... classes) {
    List<ItemChange> batch = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      batch.add(written(firstKey + i, time + i, classes));
    }
    table.on(batch);
  }

  @Test
  void reportsClassThatIsNewToTable() {
    history();
    write(ATTACK, 100, 50_000, "email:email-address");
    write(ATTACK + HOUR, 25, 60_000, "email:email-address", CARD);
    table.wakeUntil(ATTACK + 4 * HOUR);

    assertThat(table.signals).hasSize(1);
    Signal signal = table.signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo(NEW_CLASS);
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.resource())
        .isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/customers");
    assertThat(signal.message())
        .matches(
            "`customers` starts to hold payment card numbers: \\d+ % of [\\d,]+ items written"
                + " within 24 hours, in `note`");
    assertThat(signal.evidence().counts()).containsKeys("items", "share_percent", "items_before");
    assertThat(signal.evidence().facts()).containsEntry("class", "payment-card");
  }

  @Test
  void isSilentBelowEitherThreshold() {
    history();
    write(ATTACK, 19, 60_000, CARD);
    table.wakeUntil(ATTACK + 2 * DAY);
    write(ATTACK + 2 * DAY, 2_000, 70_000);
    write(ATTACK + 2 * DAY + HOUR, 60, 80_000, CARD);
    table.wakeUntil(ATTACK + 4 * DAY);

    assertThat(table.signals).isEmpty();
  }

  @Test
  void isSilentWhileLearningTable() {
    for (int day = 0; day < 5; day++) {
      write(MONDAY + day * DAY, 100, 1_000L * day, "email:email-address");
    }
    write(MONDAY + 5 * DAY, 100, 60_000, CARD);
    table.wakeUntil(MONDAY + 30 * DAY);

    assertThat(table.signals).isEmpty();
  }

  @Test
  void isSilentOnTableWithTooFewItems() {
    write(MONDAY, 3, 0, "email:email-address");
    write(ATTACK, 100, 60_000, CARD);
    table.wakeUntil(ATTACK + DAY);

    assertThat(table.signals).isEmpty();
  }

  @Test
  void isSilentOnGraduallyIntroducedClass() {
    for (int day = 0; day < 20; day++) {
      write(MONDAY + day * DAY, 2, 1_000L * day, CARD);
      write(MONDAY + day * DAY + HOUR, 5, 1_000L * day + 100);
    }
    write(MONDAY + 21 * DAY, 100, 60_000, CARD);
    table.wakeUntil(MONDAY + 30 * DAY);

    assertThat(table.signals).isEmpty();
  }

  @Test
  void reportsNewClassOnlyOnce() {
    history();
    for (int day = 0; day < 20; day++) {
      write(ATTACK + day * DAY + HOUR, 100, 100_000 + 1_000L * day, CARD);
    }
    table.wakeUntil(ATTACK + 40 * DAY);

    assertThat(table.messages(NEW_CLASS)).hasSizeBetween(1, 7);
    assertThat(table.signals).allMatch(signal -> signal.end() <= ATTACK + 2 * DAY);
  }

  @Test
  void countsRepeatedItemOnce() {
    history();
    for (int i = 0; i < 50; i++) {
      write(ATTACK + i, 10, 60_000, CARD);
    }
    table.wakeUntil(ATTACK + DAY);

    assertThat(table.signals).isEmpty();
  }

  @Test
  void countsLateChangesAndExpiresState() {
    history();
    write(ATTACK, 100, 60_000, "email:email-address");
    table.wakeUntil(ATTACK + 5 * DAY);
    write(ATTACK - 3 * DAY, 40, 70_000, CARD);
    Profile profile = new Profile(table.state);

    assertThat(profile.holders(DataClass.PAYMENT_CARD).get("note")).isBetween(37L, 43L);
    table.wakeUntil(ATTACK + 150 * DAY);
    assertThat(table.state).isNull();
    assertThat(table.timers()).isZero();
    assertThat(table.signals).isEmpty();
  }

  @Test
  void adjustsLevelBySensitivityInPolicy() throws Exception {
    Policy policy =
        PolicyLoader.load("p", "version: 1\ntables: [{match: customers, sensitivity: public}]");
    Table open = new Table(policy);
    for (int day = 0; day < 10; day++) {
      List<ItemChange> batch = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        batch.add(written(1_000L * day + i, MONDAY + day * DAY));
      }
      open.on(batch);
    }
    open.wakeUntil(ATTACK);
    List<ItemChange> batch = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      batch.add(written(90_000 + i, ATTACK, CARD));
    }
    open.on(batch);
    open.wakeUntil(ATTACK + DAY);

    assertThat(open.signals.get(0).level()).isEqualTo(Level.HIGH);
  }

  @Test
  void reportsCredentialsImmediatelyByAttributeName() {
    write(MONDAY, 1, 1, "config:aws-access-key");
    write(MONDAY + 1, 1, 2, "session:json-web-token");

    assertThat(table.signals).extracting(Signal::level).containsExactly(Level.HIGH, Level.MEDIUM);
    assertThat(table.messages(SECRET))
        .containsExactly(
            "AWS access keys written into `customers`, in `config`",
            "JSON web tokens written into `customers`, in `session`");
    assertThat(table.signals.get(0).evidence().facts()).containsOnlyKeys("attributes", "class");
  }

  @Test
  void isSilentOnUnchangedCredential() {
    table.on(List.of(written(1, MONDAY, Difference.SAME, "config:aws-access-key")));

    assertThat(table.signals).isEmpty();
    table.on(List.of(written(1, MONDAY, Difference.UNKNOWN, "config:aws-access-key")));
    assertThat(table.signals).hasSize(1);
  }

  @Test
  void boundsNumberOfAttributes() {
    for (int i = 0; i < 500; i++) {
      write(MONDAY + i, 1, i, "attribute" + i + ":email-address");
    }

    assertThat(table.state.attributes).hasSize(Profile.MAX_ATTRIBUTES + 1);
    assertThat(new Profile(table.state).holders(DataClass.EMAIL_ADDRESS))
        .containsKey(AttributeProfile.OTHERS);
  }

  @Test
  void reportsShareOfEachClass() {
    write(MONDAY, 15, 0, "email:email-address");
    write(MONDAY + 1_000, 5, 500);
    table.shares.clear();
    table.wakeUntil(MONDAY + 4 * HOUR);

    assertThat(table.shares).hasSize(1);
    assertThat(table.shares.get(0).dataClass()).isEqualTo("email-address");
    assertThat(table.shares.get(0).ratio()).isEqualTo(0.75);
  }

  @Test
  void reportsShareOfNewTableBeforeWindowEnds() {
    write(MONDAY, 19, 0, "email:email-address");
    assertThat(table.shares).isEmpty();

    write(MONDAY + 1_000, 1, 500);
    assertThat(table.shares).hasSize(1);
    assertThat(table.shares.get(0).ratio()).isEqualTo(0.95);
    assertThat(table.shares.get(0).time()).isEqualTo(MONDAY + 1_000);

    write(MONDAY + 2_000, 19, 1_000);
    assertThat(table.shares).hasSize(1);
    write(MONDAY + 3_000, 1, 2_000);
    assertThat(table.shares).hasSize(2);
    assertThat(table.shares.get(1).ratio()).isBetween(0.45, 0.5);
  }

  /**
   * After the first window, shares are reported only at the end of each window, whatever arrives in
   * between.
   */
  @Test
  void reportsEarlySharesOnlyInFirstWindow() {
    write(MONDAY, 20, 0, "email:email-address");
    table.wakeUntil(MONDAY + 4 * HOUR);
    assertThat(table.shares).hasSize(2);

    write(MONDAY + 5 * HOUR, 1_000, 1_000, "email:email-address");
    assertThat(table.shares).hasSize(2);
    table.wakeUntil(MONDAY + 8 * HOUR);
    assertThat(table.shares).hasSize(3);
  }

  /** Writes of a few items at an hour. */
  record Burst(int hour, int items, boolean cards) {}

  @Provide
  Arbitrary<List<Burst>> bursts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 24 * 20),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(0, 3).map(i -> i == 0))
        .as(Burst::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 100)
  void matchesNaiveOracleInAnyOrder(@ForAll("bursts") List<Burst> bursts, @ForAll long seed)
      throws Exception {
    Policy policy =
        PolicyLoader.load(
            "p",
            "version: 1\nthresholds: {sensitiveData: {learning: 3d, minimumItems: 5,"
                + " sharePercent: 30}}");
    List<ItemChange> changes = changes(bursts);
    Table watched = new Table(policy);
    feed(watched, changes, new Random(seed));
    Set<Long> found = new TreeSet<>();
    watched.signals.forEach(signal -> found.add(signal.start()));

    assertThat(found).isEqualTo(oracle(changes));
  }

  /** Few enough changes to be counted exactly. */
  private static List<ItemChange> changes(List<Burst> bursts) {
    List<ItemChange> changes = new ArrayList<>();
    int cards = 0;
    for (Burst burst : bursts) {
      for (int i = 0; i < burst.items() && changes.size() < 45; i++) {
        boolean card = burst.cards() && cards++ < 20;
        long time = MONDAY + burst.hour() * HOUR + i * 1_000L;
        changes.add(written(changes.size(), time, card ? new String[] {CARD} : new String[0]));
      }
    }
    changes.sort(Comparator.comparingLong(change -> change.header().time()));
    return changes;
  }

  /** Delays changes by up to the lateness bound and repeats some; wake-ups follow a watermark. */
  private static void feed(Table watched, List<ItemChange> changes, Random random) {
    record Arrival(long time, ItemChange change) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (ItemChange change : changes) {
      for (int copy = random.nextInt(3) == 0 ? 2 : 1; copy > 0; copy--) {
        arrivals.add(new Arrival(change.header().time() + random.nextInt(900_000), change));
      }
    }
    Collections.shuffle(arrivals, random);
    arrivals.sort(Comparator.comparingLong(Arrival::time));
    for (Arrival arrival : arrivals) {
      watched.wakeUntil(arrival.time() - 900_000);
      watched.on(List.of(arrival.change()));
    }
    watched.wakeUntil(MONDAY + 400 * DAY);
  }

  /** Evaluates every window of a day from scratch. */
  private static Set<Long> oracle(List<ItemChange> changes) {
    Set<Long> starts = new TreeSet<>();
    Set<Long> ends = new TreeSet<>();
    changes.forEach(change -> ends.add(Math.floorDiv(change.header().time(), 4 * HOUR) * 4 * HOUR));
    long firstReport = Long.MIN_VALUE;
    for (long lastSlot : ends) {
      long start = lastSlot - 20 * HOUR;
      long[] within = count(changes, start, lastSlot + 4 * HOUR);
      long[] before = count(changes, Long.MIN_VALUE, start);
      boolean learned = changes.get(0).header().time() <= start - 3 * DAY;
      boolean isNew =
          within[1] >= 5
              && within[1] * 100 >= 30 * within[0]
              && before[0] >= 5
              && before[1] * 200 < 30 * before[0];
      if (learned && isNew && (firstReport == Long.MIN_VALUE || start < firstReport + DAY)) {
        firstReport = firstReport == Long.MIN_VALUE ? start : firstReport;
        starts.add(start);
      }
    }
    return starts;
  }

  private static long[] count(List<ItemChange> changes, long from, long to) {
    Set<Long> items = new HashSet<>();
    Set<Long> holding = new HashSet<>();
    for (ItemChange change : changes) {
      if (change.header().time() >= from && change.header().time() < to) {
        items.add(change.key());
        if (!change.classes().isEmpty()) {
          holding.add(change.key());
        }
      }
    }
    return new long[] {items.size(), holding.size()};
  }
}
