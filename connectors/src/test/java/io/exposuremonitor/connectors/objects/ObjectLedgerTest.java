package io.exposuremonitor.connectors.objects;

import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Event;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Events;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.objects.ObjectStore.Listed;
import io.exposuremonitor.connectors.objects.ObjectStore.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ObjectLedgerTest {
  private static final int MOST_SEEN = 2;

  /** An object has two names: with its content and without. */
  private static final int NAMES = 2;

  private static final int FOUND = 5;
  private static final Backfill LISTING = Backfill.all("trail", "k");
  private static final ObjectSourceSettings SETTINGS =
      ObjectSourceSettings.DEFAULT
          .listing(List.of(LISTING))
          .within(new ObjectSourceSettings.Memory(Duration.ofDays(1), MOST_SEEN, 100));

  private static final ObjectSourceSettings QUEUE_ONLY =
      ObjectSourceSettings.DEFAULT.taking(SETTINGS.keys());

  /** The end of the day of the log files. */
  private static final long MIDNIGHT = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();

  private final ObjectEnumeratorMetrics metrics =
      new ObjectEnumeratorMetrics(new UnregisteredMetricsGroup(), () -> 0);

  private ObjectLedger ledger(ObjectSourceSettings settings, ObjectEnumeratorState state) {
    return new ObjectLedger(settings, true, metrics, state);
  }

  private static Page page(int objects) {
    return new Page(
        IntStream.range(0, objects)
            .mapToObj(i -> new Listed(new ObjectRef("trail", "k" + i + ".json", null, "tag", 1), 0))
            .toList(),
        false);
  }

  @Test
  void forgetsOldestNamesOfAnnouncedObjects() {
    ObjectLedger ledger = ledger(SETTINGS, ObjectEnumeratorState.empty());
    for (int i = 0; i < FOUND; i++) {
      String body = s3Events(s3Event("ObjectCreated:Put", "k" + i + ".json"));
      ledger.received(new QueueMessage("m" + i, "h" + i, body, 0), 0);
    }
    assertThat(ledger.snapshot(1).seen()).hasSize(NAMES * MOST_SEEN);
    assertThat(metrics.forgottenNames.getCount()).isEqualTo(NAMES * (FOUND - MOST_SEEN));
  }

  @Test
  void forgetsOldestNamesOfListedObjects() {
    ObjectLedger ledger = ledger(SETTINGS, ObjectEnumeratorState.empty());
    ledger.listed(page(FOUND), 0);
    assertThat(ledger.snapshot(1).seen()).hasSize(NAMES * MOST_SEEN);
    assertThat(metrics.forgottenNames.getCount()).isEqualTo(NAMES * (FOUND - MOST_SEEN));
  }

  @Test
  void readsReturnedObjectsFirstAndKnownOnesNotAgain() {
    ObjectLedger ledger = ledger(SETTINGS, ObjectEnumeratorState.empty());
    ledger.listed(page(2), 0);
    ObjectSplit first = ledger.take();
    assertThat(first).isNotNull();
    ledger.putBack(List.of(first));
    ledger.listed(page(2), 0);

    assertThat(ledger.pending()).isEqualTo(2);
    assertThat(metrics.redeliveries.getCount()).isEqualTo(2);
    assertThat(ledger.take()).isEqualTo(first);
  }

  @Test
  void beginsListingThatSettingsNameAnew() {
    ObjectLedger ledger = ledger(SETTINGS, ObjectEnumeratorState.empty());
    ledger.listed(page(FOUND), 0);
    ObjectEnumeratorState state = ledger.snapshot(1);

    Backfill other = Backfill.all("another", "");
    ObjectLedger restarted = ledger(SETTINGS.listing(List.of(other, LISTING)), state);

    assertThat(restarted.toList()).contains(other.start());
    restarted.listed(new Page(List.of(), true), 0);
    assertThat(restarted.toList()).contains(new Backfill.Progress(LISTING, "k4.json", false));
  }

  /** The key of a log file that CloudTrail delivered at a minute of some day. */
  private static String logFile(String region, int minute) {
    return "k/CloudTrail_%s_20260131T%02d%02dZ_x.json".formatted(region, minute / 60, minute % 60);
  }

  private static void announce(ObjectLedger ledger, int minute) {
    announce(ledger, minute, MIDNIGHT);
  }

  private static void announce(ObjectLedger ledger, int minute, long now) {
    String key = logFile("eu-west-1", minute);
    String body = s3Events(s3Event("ObjectCreated:Put", key));
    ledger.received(new QueueMessage("m" + minute, "h" + minute, body, 0), now);
    ledger.searched(true, now);
  }

  private static List<String> takeAll(ObjectLedger ledger, long now) {
    List<String> taken = new ArrayList<>();
    while (ledger.pending() > 0 && ledger.mayTake(now)) {
      taken.add(Objects.requireNonNull(ledger.take()).object().key());
    }
    return taken;
  }

  @Test
  void afterAnOutageObjectsAreReadInTheOrderOfDelivery() {
    ObjectLedger ledger = ledger(QUEUE_ONLY, ObjectEnumeratorState.empty());
    for (int minute : new int[] {40, 10, 70, 5, 30}) {
      announce(ledger, minute);
      assertThat(takeAll(ledger, MIDNIGHT)).as("there may be older ones").isEmpty();
    }
    ledger.searched(false, MIDNIGHT);

    assertThat(takeAll(ledger, MIDNIGHT))
        .containsExactlyElementsOf(
            Stream.of(5, 10, 30, 40, 70).map(m -> logFile("eu-west-1", m)).toList());
  }

  @Test
  void recentObjectsAreReadAtOnce() {
    ObjectLedger ledger = ledger(QUEUE_ONLY, ObjectEnumeratorState.empty());
    long now = MIDNIGHT - Duration.ofMinutes(24 * 60 - 44).toMillis();
    announce(ledger, 40);
    assertThat(takeAll(ledger, now)).hasSize(1);

    announce(ledger, 39);
    announce(ledger, 41);
    assertThat(takeAll(ledger, now)).as("older than five minutes").isEmpty();
  }

  @Test
  void oldObjectsAreReadWhenThereIsNoRoomForMore() {
    ObjectSourceSettings little =
        QUEUE_ONLY.within(new ObjectSourceSettings.Memory(Duration.ofDays(1), 100, 3));
    ObjectLedger ledger = ledger(little, ObjectEnumeratorState.empty());
    for (int minute : new int[] {40, 10, 70}) {
      announce(ledger, minute);
    }
    assertThat(takeAll(ledger, MIDNIGHT)).containsExactly(logFile("eu-west-1", 10));

    announce(ledger, 20);
    assertThat(takeAll(ledger, MIDNIGHT)).containsExactly(logFile("eu-west-1", 20));
  }

  @Test
  void oldObjectsAreReadWhenTooManyMessagesAreHeld() {
    ObjectSourceSettings little =
        QUEUE_ONLY.receiving(
            new ObjectSourceSettings.Queue(Duration.ofSeconds(1), Duration.ofHours(1), 2));
    ObjectLedger ledger = ledger(little, ObjectEnumeratorState.empty());
    announce(ledger, 40);
    assertThat(takeAll(ledger, MIDNIGHT)).isEmpty();
    announce(ledger, 10);

    assertThat(takeAll(ledger, MIDNIGHT)).hasSize(2);
  }

  @Test
  void oldObjectsWaitForHalfAMinute() {
    ObjectLedger ledger = ledger(QUEUE_ONLY, ObjectEnumeratorState.empty());
    announce(ledger, 40);
    announce(ledger, 10);
    assertThat(takeAll(ledger, MIDNIGHT + 29_999)).isEmpty();
    assertThat(takeAll(ledger, MIDNIGHT + 30_000)).hasSize(2);

    announce(ledger, 20);
    assertThat(takeAll(ledger, MIDNIGHT + 30_000)).as("the same search").hasSize(1);
    ledger.searched(false, MIDNIGHT + 30_000);
    announce(ledger, 30, MIDNIGHT + 30_000);
    assertThat(takeAll(ledger, MIDNIGHT + 59_999)).as("another search").isEmpty();
  }

  @Test
  void listedRegionsAreReadSideBySide() {
    ObjectLedger ledger = new ObjectLedger(SETTINGS, false, metrics, ObjectEnumeratorState.empty());
    for (String region : List.of("eu-central-1", "eu-west-1")) {
      List<Listed> listed =
          Stream.of(10, 20)
              .map(m -> new Listed(new ObjectRef("trail", logFile(region, m), null, "t", 1), 0))
              .toList();
      assertThat(takeAll(ledger, MIDNIGHT)).isEmpty();
      ledger.listed(new Page(listed, region.equals("eu-west-1")), 0);
    }

    assertThat(takeAll(ledger, MIDNIGHT))
        .containsExactly(
            logFile("eu-central-1", 10),
            logFile("eu-west-1", 10),
            logFile("eu-central-1", 20),
            logFile("eu-west-1", 20));
  }

  @Test
  void keepsTheOrderAcrossARestart() {
    ObjectLedger before = ledger(QUEUE_ONLY, ObjectEnumeratorState.empty());
    announce(before, 40);
    announce(before, 10);
    ObjectLedger after = ledger(QUEUE_ONLY, before.snapshot(1));
    assertThat(takeAll(after, MIDNIGHT)).as("the queue may hold older ones").isEmpty();
    announce(after, 5);
    after.searched(false, MIDNIGHT);

    assertThat(takeAll(after, MIDNIGHT))
        .containsExactlyElementsOf(Stream.of(5, 10, 40).map(m -> logFile("eu-west-1", m)).toList());
  }
}
