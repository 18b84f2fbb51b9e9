package io.exposuremonitor.detectors.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.SingleKey;
import io.exposuremonitor.detectors.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrailWatchTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String USERS = "arn:aws:dynamodb:eu-west-1:123456789012:table/users";
  private static final String FAR = "arn:aws:dynamodb:eu-west-1:999988887777:table/orders";
  private static final String PLACE = "123456789012/eu-west-1";
  private static final String TRAIL =
      "arn:aws:cloudtrail:eu-west-1:123456789012:trail/organisation";
  private static final long T = 1_793_577_600_000L;
  private static final long HOUR = 3_600_000;

  private final Map<String, Boolean> covered = new HashMap<>();
  private int forgotten;
  private final SingleKey<TrailWatchState, TrailEvent> watch =
      new SingleKey<>(new TrailWatch(covered::put, () -> forgotten++));

  private static EventSelectors selecting(String... tables) {
    return new EventSelectors(EventSelectors.basic("All", "AWS::DynamoDB::Table", List.of(tables)));
  }

  private static TrailView trail(EventSelectors selectors) {
    return new TrailView(TRAIL, true, false, true, true, selectors);
  }

  private static TrailEvent put(long time, String... tables) {
    StringBuilder values = new StringBuilder();
    for (String table : tables) {
      values.append(values.isEmpty() ? "\"" : ",\"").append(table).append('"');
    }
    return call(
        "PutEventSelectors",
        time,
        "\"trailName\":\"organisation\",\"eventSelectors\":[{\"readWriteType\":\"All\",\"dataResources\":"
            + "[{\"type\":\"AWS::DynamoDB::Table\",\"values\":["
            + values
            + "]}]}]");
  }

  private static TrailEvent call(String name, long time, String request) {
    return TrailCalls.read(record(name, time, request, "").getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private static String record(String name, long time, String request, String more) {
    return """
    {"eventVersion":"1.11","userIdentity":{"type":"IAMUser",
    "arn":"arn:aws:iam::123456789012:user/mallory","accountId":"123456789012",
    "userName":"mallory"},"eventTime":"%s","eventSource":"cloudtrail.amazonaws.com",
    "eventName":"%s","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9",
    "userAgent":"aws-cli","requestParameters":{%s},"responseElements":null,%s
    "eventID":"11111111-2222-4333-8444-555555555555","recipientAccountId":"123456789012"}
    """
        .formatted(Instant.ofEpochMilli(time), name, request, more);
  }

  @Test
  void reportsTablesThatAreNoLongerRecorded() {
    watch
        .take(TrailEvent.ofTable(ORDERS, T))
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(put(T + HOUR, ORDERS))
        .passTo(T + 2 * HOUR);

    assertThat(watch.signals()).hasSize(1);
    Signal signal = watch.signals().get(0);
    assertThat(signal.resource()).isEqualTo(USERS);
    assertThat(signal.actor().id()).isEqualTo("arn:aws:iam::123456789012:user/mallory");
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signal.message())
        .isEqualTo(
            "user/mallory changed the trail organisation: it no longer records reads of `users`,"
                + " and no other trail does.");
    assertThat(signal.evidence().eventIds()).hasSize(1);
    assertThat(covered).containsEntry(ORDERS, true).containsEntry(USERS, false);
  }

  @Test
  void ignoresTablesThatAnotherTrailRecords() {
    TrailView other =
        new TrailView(TRAIL + "2", true, false, true, true, selecting("arn:aws:dynamodb"));
    watch
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb")), other), T))
        .take(put(T + HOUR, ORDERS))
        .passTo(T + 2 * HOUR);

    assertThat(watch.signals()).isEmpty();
    assertThat(covered).containsEntry(USERS, true);
  }

  @Test
  void assumesTrailWithUnreadableSelectorsRecordsEverything() {
    TrailView hidden = new TrailView(TRAIL, true, true, true, false, EventSelectors.NONE);
    watch
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(hidden), T))
        .passTo(T + HOUR);

    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void reportsUnrecordedTableWithEachListing() {
    watch
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTable(FAR, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting(ORDERS))), T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting(ORDERS))), T + HOUR))
        .passTo(T + 2 * HOUR);

    assertThat(watch.signals()).hasSize(2);
    assertThat(watch.signals().get(0).resource()).isEqualTo(USERS);
    assertThat(watch.signals().get(0).message()).isEqualTo("No trail records reads of `users`.");
  }

  @Test
  void listingThatConfirmsCallYieldsTheSameFinding() {
    watch
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(put(T + HOUR, ORDERS))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting(ORDERS))), T + 2 * HOUR))
        .passTo(T + 3 * HOUR);

    assertThat(watch.signals())
        .hasSize(2)
        .extracting(signal -> signal.actor().id())
        .containsOnly("arn:aws:iam::123456789012:user/mallory");
    assertThat(watch.signals().get(1).evidence().facts()).containsEntry("seen_by", "inventory");
    assertThat(watch.signals().get(1).evidence().eventIds()).hasSize(1);
  }

  @Test
  void forgetsActorOnceTableIsRecordedAgain() {
    watch
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(put(T + HOUR, ORDERS))
        .take(put(T + 2 * HOUR, ORDERS, USERS))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting(ORDERS))), T + 3 * HOUR))
        .passTo(T + 4 * HOUR);

    assertThat(watch.signals()).hasSize(2);
    assertThat(watch.signals().get(1).actor().id()).isEqualTo("123456789012");
  }

  @Test
  void stoppedTrailNoLongerCoversItsTables() {
    watch
        .take(TrailEvent.ofTable(ORDERS, T))
        .take(TrailEvent.ofTable(FAR, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(call("StopLogging", T + HOUR, "\"name\":\"" + TRAIL + "\""))
        .passTo(T + 2 * HOUR);
    assertThat(watch.signals()).extracting(Signal::resource).containsExactly(ORDERS);

    watch
        .take(call("StartLogging", T + 3 * HOUR, "\"name\":\"organisation\""))
        .passTo(T + 4 * HOUR);
    assertThat(covered).containsEntry(ORDERS, true).doesNotContainKey(FAR);
  }

  @Test
  void learnsTrailFromItsChangesWithoutListing() {
    watch
        .take(TrailEvent.ofTable(ORDERS, T))
        .take(TrailEvent.ofTable(FAR, T))
        .take(put(T + HOUR, USERS))
        .passTo(T + 2 * HOUR);

    assertThat(watch.signals()).hasSize(1);
    assertThat(watch.signals().get(0).resource()).isEqualTo(ORDERS);
    assertThat(watch.signals().get(0).confidence()).isEqualTo(Signal.Confidence.MEDIUM);
    assertThat(watch.signals().get(0).message())
        .endsWith("Unless another trail does, they go unseen.");
  }

  @Test
  void namesCallsThatNarrowedTrailOmits() {
    TrailEvent reads =
        call(
            "PutEventSelectors",
            T + HOUR,
            "\"trailName\":\"organisation\",\"advancedEventSelectors\":[{\"fieldSelectors\":["
                + "{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},"
                + "{\"field\":\"eventName\",\"notEquals\":[\"Scan\"]}]}]");
    watch
        .take(TrailEvent.ofTable(ORDERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(reads)
        .passTo(T + 2 * HOUR);

    assertThat(watch.signals()).hasSize(1);
    assertThat(watch.signals().get(0).evidence().facts()).containsEntry("not_recorded", "Scan");
  }

  @Test
  void forgetsTableNotSeenForLong() {
    long days = 24 * HOUR;
    watch
        .take(TrailEvent.ofTable(ORDERS, T))
        .take(TrailEvent.ofTable(USERS, T))
        .take(TrailEvent.ofTrails(PLACE, List.of(), T + 45 * days))
        .passTo(T + 45 * days + HOUR);
    assertThat(watch.signals()).extracting(Signal::resource).containsExactly(ORDERS, USERS);

    watch
        .take(TrailEvent.ofTable(USERS, T + 45 * days))
        .take(TrailEvent.ofTrails(PLACE, List.of(), T + 46 * days))
        .passTo(T + 46 * days + HOUR);

    assertThat(watch.signals()).extracting(Signal::resource).containsExactly(ORDERS, USERS, USERS);
  }

  @Test
  void ignoresTablesFirstSeenAfterTheChange() {
    watch
        .take(TrailEvent.ofTrails(PLACE, List.of(trail(selecting("arn:aws:dynamodb"))), T))
        .take(TrailEvent.ofTable(USERS, T + 2 * HOUR))
        .take(put(T + HOUR, ORDERS))
        .passTo(T + 3 * HOUR);

    assertThat(watch.signals()).isEmpty();
  }

  /** The same changes yield the same signals in any order within the allowed lateness. */
  @Property(tries = 200)
  void signalsAreIndependentOfArrivalOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<TrailEvent> signs = new ArrayList<>();
    signs.add(TrailEvent.ofTrails(PLACE, List.of(trail(selecting(ORDERS, USERS))), T));
    for (int i = 1; i < 8; i++) {
      long time = T + i * 60_000L;
      switch (random.nextInt(4)) {
        case 0 -> signs.add(put(time, ORDERS));
        case 1 -> signs.add(put(time, ORDERS, USERS));
        case 2 -> signs.add(call("StopLogging", time, "\"name\":\"organisation\""));
        default -> signs.add(call("StartLogging", time, "\"name\":\"organisation\""));
      }
    }
    assertThat(signalsOf(signs)).isEqualTo(signalsOf(shuffled(signs, random)));
  }

  private static List<TrailEvent> shuffled(List<TrailEvent> signs, Random random) {
    List<TrailEvent> shuffled = new ArrayList<>(signs);
    shuffled.add(signs.get(random.nextInt(signs.size())));
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static List<Signal> signalsOf(List<TrailEvent> signs) {
    SingleKey<TrailWatchState, TrailEvent> run =
        new SingleKey<>(new TrailWatch((table, covered) -> {}, () -> {}));
    run.take(TrailEvent.ofTable(ORDERS, T - HOUR)).take(TrailEvent.ofTable(USERS, T - HOUR));
    signs.forEach(run::take);
    run.passTo(T + HOUR);
    return run.signals();
  }

  @Test
  void skipsOtherRecords() {
    String denied = "\"errorCode\":\"AccessDenied\",";
    String request = "\"name\":\"organisation\"";

    assertThat(read(record("StopLogging", T, request, denied))).isEmpty();
    assertThat(read(record("GetTrailStatus", T, request, ""))).isEmpty();
    assertThat(read(record("StopLogging", T, "", ""))).isEmpty();
    assertThat(read("{\"eventSource\":\"cloudtrail.amazonaws.com\"")).isEmpty();
    assertThat(read(record("StopLogging", T, request, ""))).isPresent();
    assertThat(TrailCalls.concerns("cloudtrail.amazonaws.com")).isTrue();
    assertThat(TrailCalls.concerns("dynamodb.amazonaws.com")).isFalse();
  }

  @Test
  void skipsRecordWithTimeOutOfRange() {
    String record =
        record("StopLogging", T, "\"name\":\"trail\"", "")
            .replaceFirst(
                "\"eventTime\":\"[^\"]*\"", "\"eventTime\":\"+1000000000-12-31T23:59:59Z\"");

    assertThat(read(record)).isEmpty();
  }

  private static Optional<TrailEvent> read(String json) {
    return TrailCalls.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void boundsNumberOfTables() {
    for (int i = 0; i < TrailWatch.MAX_TABLES + 5; i++) {
      watch.take(TrailEvent.ofTable(ORDERS + i, T + i));
    }

    assertThat(watch.state).isNotNull();
    assertThat(watch.state.tables).hasSize(TrailWatch.MAX_TABLES).doesNotContainKey(ORDERS + 0);
    assertThat(forgotten).as("counted").isEqualTo(5);
  }
}
