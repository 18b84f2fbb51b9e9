package io.exposuremonitor.detectors.destruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
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
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeToLiveDetectorTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MONDAY = 1_763_337_600_000L;
  private static final TableId TABLE = TableId.of("orders", "eu-central-1", "123456789012");
  private static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::123456789012:role/App", "123456789012");

  private final List<Signal> signals = new ArrayList<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private final TimeToLiveDetector detector = new TimeToLiveDetector();
  private Policy policy = policy("");
  private @Nullable TimeToLiveState state;

  @Test
  void reportsBulkExpiryAfterTimeToLiveIsEnabled() {
    on(enabled(MONDAY));
    expire(MONDAY + 3 * HOUR, 9, 0);
    assertThat(signals).isEmpty();
    expire(MONDAY + 3 * HOUR + MINUTE, 1, 100);

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("destruction.ttl-abuse");
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.actor()).isEqualTo(ROLE);
    assertThat(signal.resource()).isEqualTo(TABLE.id());
    assertThat(signal.message())
        .isEqualTo(
            "10 items of `orders` expired within 3 hours of time to live being switched on by"
                + " role/App");
    assertThat(signal.evidence().counts())
        .containsEntry("expired_items", 10L)
        .containsEntry("expired_5m", 10L);
    assertThat(signal.evidence().eventIds()).containsExactly("id-" + MONDAY);
  }

  @Test
  void reportsWhenExpiryArrivesBeforeTheChange() {
    expire(MONDAY + HOUR, 10, 0);
    assertThat(signals).isEmpty();
    on(enabled(MONDAY));

    assertThat(signals).hasSize(1);
  }

  @Test
  void ignoresWhatExpiredBeforeTheChange() {
    policy = policy("", 10, 40, 50);
    for (int hour = 0; hour < 22; hour++) {
      expire(MONDAY + hour * HOUR, 9, 100L * hour);
    }
    on(enabled(MONDAY + 22 * HOUR));
    expire(MONDAY + 22 * HOUR + MINUTE, 1, 10_000);
    assertThat(signals).as("199 items in a day, but one since the change").isEmpty();
    expire(MONDAY + 22 * HOUR + 30 * MINUTE, 45, 20_000);

    assertThat(signals.get(signals.size() - 1).evidence().counts())
        .containsEntry("expired_items", 46L)
        .containsEntry("expired_1h", 46L)
        .doesNotContainKey("expired_24h");
  }

  @Test
  void countsADayFromTheNextSlotOfFourHours() {
    policy = policy("", 10, 40, 50);
    on(enabled(MONDAY + 2 * HOUR));
    for (int hour = 3; hour < 9; hour++) {
      expire(MONDAY + hour * HOUR, 9, 100L * hour);
    }
    assertThat(signals).as("9 in the slot of the change, 45 after it").isEmpty();
    expire(MONDAY + 9 * HOUR, 9, 900);

    assertThat(signals.get(0).evidence().counts()).containsEntry("expired_24h", 54L);
  }

  @Test
  void countGoesOnIfTimeToLiveIsEnabledAgain() {
    on(enabled(MONDAY));
    expire(MONDAY + HOUR, 6, 0);
    on(enabled(MONDAY + HOUR + 150_000));
    expire(MONDAY + HOUR + 160_000, 6, 100);

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).evidence().counts()).containsEntry("expired_items", 12L);
  }

  @Test
  void requiresRecentEnablingBeforeExpiry() {
    expire(MONDAY, 100, 0);
    on(enabled(MONDAY + 2 * DAY));
    assertThat(signals).isEmpty();
    expire(MONDAY + 9 * DAY + HOUR, 100, 1_000);
    assertThat(signals).isEmpty();
    on(enabled(MONDAY + 10 * DAY));
    expire(MONDAY + 17 * DAY - HOUR, 400, 5_000);

    assertThat(signals).isNotEmpty();
  }

  @Test
  void ignoresUsualDailyExpiry() {
    for (int day = 0; day < 5; day++) {
      expire(MONDAY + day * DAY, 40, 1_000L * day);
    }
    on(enabled(MONDAY + 6 * DAY));
    expire(MONDAY + 6 * DAY + HOUR, 60, 9_000);
    assertThat(signals).as("less than three times the usual count").isEmpty();
    expire(MONDAY + 6 * DAY + HOUR, 100, 20_000);

    assertThat(signals).isNotEmpty();
    assertThat(signals.get(0).evidence().counts()).containsEntry("usual_items", 40L);
  }

  @Test
  void talliesExpiredAndDeletedItemsSeparately() {
    assertThat(DeletionTallies.expired(List.of(change(1, MONDAY, false)))).isEmpty();
    assertThat(DeletionTallies.of(List.of(change(1, MONDAY, true)))).isEmpty();
  }

  @Test
  void raisesLevelForRestrictedTable() {
    policy = policy("tables: [{match: orders, items: 50, sensitivity: restricted}]\n");
    on(enabled(MONDAY));
    expire(MONDAY + HOUR, 10, 0);

    assertThat(signals.get(0).level()).isEqualTo(Level.HIGH);
    assertThat(signals.get(0).message()).contains("of `orders`, about 20 % of it, expired");
  }

  @Test
  void boundsAndExpiresRememberedChanges() {
    for (int i = 0; i < 50; i++) {
      on(enabled(MONDAY + i * MINUTE));
      on(enabled(MONDAY + i * MINUTE));
    }
    expire(MONDAY + HOUR, 3, 0);
    assertThat(state.changes).hasSize(TimeToLiveDetector.MAX_CHANGES);
    wakeUntil(MONDAY + 9 * DAY);
    assertThat(state.changes).isEmpty();
    wakeUntil(MONDAY + 20 * DAY);

    assertThat(state).isNull();
    assertThat(timers).isEmpty();
  }

  @Test
  void evictsStateWhenNothingExpires() {
    on(enabled(MONDAY));
    wakeUntil(MONDAY + 8 * DAY);

    assertThat(state).isNull();
  }

  /**
   * Items expire before and after the change; some arrive twice, all within the allowed lateness.
   */
  @Property(tries = 60)
  void countsTheSameInAnyOrder(@ForAll long seed) {
    List<TimeToLiveEvent> events = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      events.add(
          TimeToLiveEvent.of(
              DeletionTallies.expired(List.of(change(i, MONDAY + i * 20_000L, true))).get(0)));
    }
    events.add(TimeToLiveEvent.of(enabled(MONDAY + MINUTE)));
    long inOrder = highestCount(events);
    List<TimeToLiveEvent> shuffled = new ArrayList<>(events);
    shuffled.addAll(events.subList(3, 9));
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(inOrder).isEqualTo(14);
    assertThat(highestCount(shuffled)).isEqualTo(inOrder);
  }

  private long highestCount(List<TimeToLiveEvent> events) {
    state = null;
    signals.clear();
    events.forEach(event -> state = detector.on(state, event, context()));
    return signals.stream().mapToLong(Signal::magnitude).max().orElse(0);
  }

  private void on(Signal change) {
    state = detector.on(state, TimeToLiveEvent.of(change), context());
  }

  private void expire(long time, int items, long firstKey) {
    List<ItemChange> changes = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      changes.add(change(firstKey + i, time + i, true));
    }
    for (DeletionTally tally : DeletionTallies.expired(changes)) {
      state = detector.on(state, TimeToLiveEvent.of(tally), context());
    }
  }

  private void wakeUntil(long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      long due = timers.pollFirst();
      state = state == null ? null : detector.onTime(state, due, context());
    }
  }

  private static Signal enabled(long time) {
    EventReference event =
        new EventReference("id-" + time, new Origin("192.0.2.1", "", "", "", "", "", false));
    return Signal.of(
            new Analytic(TimeToLiveEvent.ENABLED, "t", Analytic.Type.RULE, List.of(), ""),
            Level.INFORMATIONAL,
            Signal.Confidence.HIGH)
        .about(ROLE, TABLE.id(), "123456789012", "eu-central-1")
        .during(time, time)
        .saying(1, "m", new Evidence(Map.of(), Map.of(), List.of(event)));
  }

  private static ItemChange change(long key, long time, boolean expired) {
    return new ItemChange(
        new ChangeHeader(TABLE, ChangeKind.REMOVE, "e" + key, time, "", 1, expired),
        key,
        false,
        Images.OLD,
        List.of(),
        0,
        0,
        false,
        List.of(),
        0);
  }

  private static Policy policy(String tables) {
    return policy(tables, 10, 1_000, 1_000);
  }

  private static Policy policy(String tables, int fiveMinutes, int hour, int day) {
    try {
      return PolicyLoader.load(
          "p",
          "version: 1\n"
              + tables
              + "thresholds: {destruction: {deletes: {fiveMinutes: %d, hour: %d, day: %d}}}"
                  .formatted(fiveMinutes, hour, day));
    } catch (PolicyException invalid) {
      throw new AssertionError(invalid);
    }
  }

  private DetectorContext context() {
    return new RecordedContext(policy, signals, timers);
  }
}
