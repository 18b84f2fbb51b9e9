package io.exposuremonitor.connectors.objects;

import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Event;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Events;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.objects.ObjectStore.Listed;
import io.exposuremonitor.connectors.objects.ObjectStore.Page;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
}
