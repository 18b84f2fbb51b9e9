package io.exposuremonitor.detectors.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.SingleKey;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostureDetectorTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/";
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/s";
  private static final long T = 1_793_577_600_000L;
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;
  private static final TableFacts GOOD =
      new TableFacts(
          TABLE,
          T,
          1_000,
          10,
          "PROVISIONED",
          KEY + "1",
          Encryption.CUSTOMER,
          Switch.ON,
          Switch.ON,
          "",
          List.of(),
          Switch.OFF,
          List.of(),
          Switch.OFF,
          List.of());

  private final List<TableSize> sizes = new ArrayList<>();
  private final SingleKey<PostureState, PostureEvent> posture =
      new SingleKey<>(new PostureDetector(sizes::add));

  /** A snapshot of the table, well protected except for some properties. */
  private static final class Look {
    private long time = T + HOUR;
    private long items = 10;
    private String key = KEY + "1";
    private Encryption encryption = Encryption.CUSTOMER;
    private Switch recovery = Switch.ON;
    private Switch protection = Switch.ON;
    private String stream = "";
    private List<String> replicas = List.of();
    private List<String> foreign = List.of();
    private Switch policy = Switch.OFF;
    private Switch sent = Switch.OFF;
    private List<String> destinations = List.of();

    PostureEvent event() {
      return PostureEvent.of(
          new TableFacts(
              TABLE,
              time,
              1_000,
              items,
              "PROVISIONED",
              key,
              encryption,
              recovery,
              protection,
              stream,
              replicas,
              policy,
              foreign,
              sent,
              destinations));
    }
  }

  /** The signals about a second snapshot that differs, if no call arrives. */
  private List<Signal> told(Look look) {
    posture.take(PostureEvent.of(GOOD)).take(look.event());
    posture.passTo(look.time + 2 * HOUR);
    return posture.signals();
  }

  private void assertTold(Look look, String finding, Level level, String words) {
    List<Signal> signals = told(look);
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).analytic().id()).isEqualTo(finding);
    assertThat(signals.get(0).level()).isEqualTo(level);
    assertThat(signals.get(0).resource()).isEqualTo(TABLE);
    assertThat(signals.get(0).message())
        .startsWith(words)
        .endsWith(
            " between 2026-11-02T00:00:00Z and 2026-11-02T01:00:00Z, according to the inventory; the logs"
                + " contain no call that explains it.");
  }

  @Test
  void pointInTimeRecoverySwitchedOff() {
    Look look = new Look();
    look.recovery = Switch.OFF;
    assertTold(
        look,
        "destruction.recovery-removed",
        Level.HIGH,
        "Point-in-time recovery of `orders` was switched off");
  }

  @Test
  void deletionProtectionSwitchedOff() {
    Look look = new Look();
    look.protection = Switch.OFF;
    assertTold(
        look,
        "destruction.recovery-removed",
        Level.HIGH,
        "Deletion protection of `orders` was switched off");
  }

  @Test
  void customerKeyReplacedByTheDefault() {
    Look look = new Look();
    look.key = "";
    look.encryption = Encryption.OWNED_BY_AWS;
    assertTold(
        look,
        "encryption.weakened",
        Level.MEDIUM,
        "The key that encrypts `orders` was replaced by one that AWS manages");
  }

  @Test
  void customerKeyReplacedByAForeignOne() {
    Look look = new Look();
    look.key = "arn:aws:kms:eu-west-1:999988887777:key/9";
    assertTold(
        look,
        "encryption.weakened",
        Level.HIGH,
        "The key that encrypts `orders` was replaced by a key of the foreign account 999988887777");
  }

  @Test
  void customerKeyReplacedByAnotherOfOurs() {
    Look look = new Look();
    look.key = KEY + "2";
    assertTold(
        look,
        "encryption.weakened",
        Level.LOW,
        "The key that encrypts `orders` was replaced by another key");
  }

  @Test
  void resourcePolicyThatLetsInAForeignAccount() {
    Look look = new Look();
    look.policy = Switch.ON;
    look.foreign = List.of("999988887777");
    assertTold(
        look,
        "access.resource-policy-foreign",
        Level.CRITICAL,
        "The resource policy of `orders` grants access to 999988887777");
  }

  @Test
  void replicaInARegionThatIsNotApproved() {
    Look look = new Look();
    look.replicas = List.of("us-east-1");
    assertTold(
        look,
        "replication.new-region",
        Level.HIGH,
        "`orders` is replicated to us-east-1, which is not approved");
  }

  @Test
  void streamSwitchedOn() {
    Look look = new Look();
    look.stream = "KEYS_ONLY";
    assertTold(
        look,
        "consumer.stream-enabled",
        Level.MEDIUM,
        "The change stream of `orders` was switched on");
  }

  @Test
  void changesSentToAStreamThatIsNotApproved() {
    Look look = new Look();
    look.sent = Switch.ON;
    look.destinations = List.of(STREAM);
    assertTold(
        look,
        "consumer.kinesis-destination",
        Level.HIGH,
        "Changes of `orders` are sent to " + STREAM + ", which is not approved");
  }

  @Test
  void whatImprovesOrStaysIsNotTold() {
    posture.take(new Look().event());
    Look better = new Look();
    better.time = T + 2 * HOUR;
    better.policy = Switch.ON;
    posture.take(better.event()).passTo(T + 9 * HOUR);

    assertThat(posture.signals()).isEmpty();
    assertThat(posture.timers()).isZero();
  }

  @Test
  void whatCouldNotBeSeenDidNotWorsenAndIsComparedLater() {
    Look blind = new Look();
    blind.recovery = Switch.UNKNOWN;
    blind.policy = Switch.UNKNOWN;
    blind.sent = Switch.UNKNOWN;
    blind.encryption = Encryption.KMS;
    Look off = new Look();
    off.time = T + 2 * HOUR;
    off.recovery = Switch.OFF;
    posture.take(PostureEvent.of(GOOD)).take(blind.event()).passTo(T + 2 * HOUR);
    assertThat(posture.signals()).isEmpty();
    posture.take(off.event()).passTo(T + 4 * HOUR);

    assertThat(posture.signals()).hasSize(1);
  }

  private static Signal call(long time) {
    return Signal.of(
            new Analytic(
                "destruction.recovery-removed",
                "Point-in-time recovery switched off",
                Analytic.Type.RULE,
                List.of("T1485"),
                ""),
            Level.HIGH,
            Signal.Confidence.HIGH)
        .about(
            new Actor(Actor.Kind.USER, "arn:aws:iam::123456789012:user/mallory", "123456789012"),
            TABLE,
            "123456789012",
            "eu-west-1")
        .during(time, time)
        .saying(1, "mallory did it", new Evidence(Map.of(), Map.of("x", "y"), List.of()));
  }

  private static PostureEvent called(long time) {
    return PostureEvent.of(TABLE, call(time));
  }

  private static PostureEvent off() {
    Look look = new Look();
    look.recovery = Switch.OFF;
    return look.event();
  }

  private void assertJoined() {
    assertThat(posture.signals()).hasSize(1);
    Signal signal = posture.signals().get(0);
    Signal event = call(T + 30 * MINUTE);
    assertThat(Episodes.key(signal)).isEqualTo(Episodes.key(event));
    assertThat(signal.start()).isEqualTo(event.start());
    assertThat(signal.evidence().facts())
        .containsEntry("x", "y")
        .containsEntry("seen_by_inventory", "2026-11-02T01:00:00Z")
        .containsEntry("before", "on")
        .containsEntry("after", "off");
  }

  @Test
  void aCallThatWasSeenBeforeIsTheOneThatDidIt() {
    posture.take(PostureEvent.of(GOOD)).take(called(T + 30 * MINUTE)).take(off());
    posture.passTo(T + 5 * HOUR);
    assertJoined();
  }

  @Test
  void aCallThatComesLateIsWaitedFor() {
    posture.take(PostureEvent.of(GOOD)).take(off()).passTo(T + HOUR + 40 * MINUTE);
    posture.take(called(T + 30 * MINUTE)).take(called(T + 30 * MINUTE)).passTo(T + 5 * HOUR);
    assertJoined();
  }

  @Test
  void aCallFromBeforeTheLookBeforeDidSomethingElse() {
    posture.take(called(T - HOUR)).take(PostureEvent.of(GOOD)).take(off());
    posture.passTo(T + 5 * HOUR);

    assertThat(posture.signals()).hasSize(1);
    assertThat(posture.signals().get(0).actor().kind()).isEqualTo(Actor.Kind.ACCOUNT);
  }

  @Test
  void whenEventTimeStandsStillALaterLookEndsTheWait() {
    Look later = new Look();
    later.time = T + 2 * HOUR;
    later.recovery = Switch.OFF;
    posture.take(PostureEvent.of(GOOD)).take(off());
    assertThat(posture.signals()).isEmpty();
    posture.take(later.event());

    assertThat(posture.signals()).hasSize(1);
  }

  @Test
  void callsAreForgotten() {
    for (int i = 0; i < 30; i++) {
      posture.take(called(T + i));
    }
    assertThat(posture.state).isNotNull();
    assertThat(posture.state.calls).hasSize(PostureDetector.MAX_CALLS);
    posture.take(called(T + 49 * HOUR));
    assertThat(posture.state.calls).hasSize(1);
  }

  @Test
  void sizesAreToldAtFirstAndWhenTheyChange() {
    Look grown = new Look();
    grown.time = T + 2 * HOUR;
    grown.items = 12;
    posture.take(PostureEvent.of(GOOD)).take(new Look().event()).take(grown.event());

    assertThat(sizes)
        .containsExactly(
            new TableSize(TABLE, T, 1_000, 10, false),
            new TableSize(TABLE, T + 2 * HOUR, 1_000, 12, true));
  }

  @Test
  void foreignersAreThoseWhoAreNotOurs() {
    String policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"999988887777\","
            + "\"arn:aws:iam::123456789012:role/App\"]},\"Action\":\"dynamodb:Scan\"}]}";

    assertThat(ForeignAccess.of(policy, "123456789012", Policy.defaults()))
        .containsExactly("999988887777");
    String deleted = policy.replace("999988887777", "AROADBQP57FF2AEXAMPLE");
    assertThat(ForeignAccess.of(deleted, "123456789012", Policy.defaults())).isEmpty();
    assertThat(ForeignAccess.of("", "123456789012", Policy.defaults())).isEmpty();
    assertThat(ForeignAccess.of("{", "123456789012", Policy.defaults()))
        .containsExactly(ForeignAccess.UNREADABLE);
  }
}
