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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A snapshot of the table: well protected unless a property is set otherwise. */
  private static final class Snapshot {
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

  /** The signals for a changed second snapshot if no call arrives. */
  private List<Signal> signalsFor(Snapshot snapshot) {
    posture.take(PostureEvent.of(GOOD)).take(snapshot.event());
    posture.passTo(snapshot.time + 2 * HOUR);
    return posture.signals();
  }

  private void assertSignal(Snapshot snapshot, String finding, Level level, String words) {
    List<Signal> signals = signalsFor(snapshot);
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
  void expiresLongAfterTheLastSnapshot() {
    long day = 24 * HOUR;
    posture.take(PostureEvent.of(GOOD));
    for (int looks = 1; looks <= 30 * 24; looks++) {
      Snapshot snapshot = new Snapshot();
      snapshot.time = T + looks * HOUR;
      posture.take(snapshot.event()).passTo(snapshot.time);
    }
    assertThat(posture.timers()).isLessThan(5);
    posture.passTo(T + 75 * day);
    assertThat(posture.state).isNotNull();
    posture.passTo(T + 91 * day);

    assertThat(posture.state).isNull();
    assertThat(sizes)
        .last()
        .extracting(TableSize::sizeBytes, TableSize::changed)
        .containsExactly(0L, false);
  }

  @Test
  void pointInTimeRecoverySwitchedOff() {
    Snapshot snapshot = new Snapshot();
    snapshot.recovery = Switch.OFF;
    assertSignal(
        snapshot,
        "destruction.recovery-removed",
        Level.HIGH,
        "Point-in-time recovery of `orders` was switched off");
  }

  @Test
  void deletionProtectionSwitchedOff() {
    Snapshot snapshot = new Snapshot();
    snapshot.protection = Switch.OFF;
    assertSignal(
        snapshot,
        "destruction.recovery-removed",
        Level.HIGH,
        "Deletion protection of `orders` was switched off");
  }

  @Test
  void customerKeyReplacedByDefaultKey() {
    Snapshot snapshot = new Snapshot();
    snapshot.key = "";
    snapshot.encryption = Encryption.OWNED_BY_AWS;
    assertSignal(
        snapshot,
        "encryption.weakened",
        Level.MEDIUM,
        "The key that encrypts `orders` was replaced by one that AWS manages");
  }

  @Test
  void customerKeyReplacedByForeignKey() {
    Snapshot snapshot = new Snapshot();
    snapshot.key = "arn:aws:kms:eu-west-1:999988887777:key/9";
    assertSignal(
        snapshot,
        "encryption.weakened",
        Level.HIGH,
        "The key that encrypts `orders` was replaced by a key of the foreign account 999988887777");
  }

  @Test
  void customerKeyReplacedByAnotherOwnKey() {
    Snapshot snapshot = new Snapshot();
    snapshot.key = KEY + "2";
    assertSignal(
        snapshot,
        "encryption.weakened",
        Level.LOW,
        "The key that encrypts `orders` was replaced by another key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "999988887777 | CRITICAL | 999988887777",
        "redshift.amazonaws.com | HIGH | redshift.amazonaws.com for any account",
        "999988887777, redshift.amazonaws.com | CRITICAL |"
            + " 999988887777, redshift.amazonaws.com for any account",
        "*, 999988887777 | CRITICAL | everyone",
      })
  void resourcePolicyThatAllowsForeigners(String foreign, Level level, String named) {
    Snapshot snapshot = new Snapshot();
    snapshot.policy = Switch.ON;
    snapshot.foreign = List.of(foreign.split(", "));
    assertSignal(
        snapshot,
        "access.resource-policy-foreign",
        level,
        "The resource policy of `orders` grants access to " + named);
  }

  @Test
  void replicaInUnapprovedRegion() {
    Snapshot snapshot = new Snapshot();
    snapshot.replicas = List.of("us-east-1");
    assertSignal(
        snapshot,
        "replication.new-region",
        Level.HIGH,
        "`orders` is replicated to us-east-1, which is not approved");
  }

  @Test
  void streamSwitchedOn() {
    Snapshot snapshot = new Snapshot();
    snapshot.stream = "KEYS_ONLY";
    assertSignal(
        snapshot,
        "consumer.stream-enabled",
        Level.MEDIUM,
        "The change stream of `orders` was switched on");
  }

  @Test
  void changesSentToUnapprovedStream() {
    Snapshot snapshot = new Snapshot();
    snapshot.sent = Switch.ON;
    snapshot.destinations = List.of(STREAM);
    assertSignal(
        snapshot,
        "consumer.kinesis-destination",
        Level.HIGH,
        "Changes of `orders` are sent to " + STREAM + ", which is not approved");
  }

  @Test
  void ignoresImprovedAndUnchangedSettings() {
    posture.take(new Snapshot().event());
    Snapshot better = new Snapshot();
    better.time = T + 2 * HOUR;
    better.policy = Switch.ON;
    posture.take(better.event()).passTo(T + 9 * HOUR);

    assertThat(posture.signals()).isEmpty();
    assertThat(posture.timers()).as("that of its expiry").isOne();
  }

  @Test
  void skipsUnknownSettingsAndComparesThemLater() {
    Snapshot unknown = new Snapshot();
    unknown.recovery = Switch.UNKNOWN;
    unknown.policy = Switch.UNKNOWN;
    unknown.sent = Switch.UNKNOWN;
    unknown.encryption = Encryption.KMS;
    Snapshot recoveryOff = new Snapshot();
    recoveryOff.time = T + 2 * HOUR;
    recoveryOff.recovery = Switch.OFF;
    posture.take(PostureEvent.of(GOOD)).take(unknown.event()).passTo(T + 2 * HOUR);
    assertThat(posture.signals()).isEmpty();
    posture.take(recoveryOff.event()).passTo(T + 4 * HOUR);

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

  private static PostureEvent callEvent(long time) {
    return PostureEvent.of(TABLE, call(time));
  }

  private static PostureEvent recoveryOff() {
    Snapshot snapshot = new Snapshot();
    snapshot.recovery = Switch.OFF;
    return snapshot.event();
  }

  private void assertAttributedToCall() {
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
  void attributesChangeToEarlierCall() {
    posture.take(PostureEvent.of(GOOD)).take(callEvent(T + 30 * MINUTE)).take(recoveryOff());
    posture.passTo(T + 5 * HOUR);
    assertAttributedToCall();
  }

  @Test
  void attributesChangeToLateCall() {
    posture.take(PostureEvent.of(GOOD)).take(recoveryOff()).passTo(T + HOUR + 40 * MINUTE);
    posture.take(callEvent(T + 30 * MINUTE)).take(callEvent(T + 30 * MINUTE)).passTo(T + 5 * HOUR);
    assertAttributedToCall();
  }

  @Test
  void ignoresCallBeforePreviousSnapshot() {
    posture.take(callEvent(T - HOUR)).take(PostureEvent.of(GOOD)).take(recoveryOff());
    posture.passTo(T + 5 * HOUR);

    assertThat(posture.signals()).hasSize(1);
    assertThat(posture.signals().get(0).actor().kind()).isEqualTo(Actor.Kind.ACCOUNT);
  }

  @Test
  void laterSnapshotEndsWaitWhenEventTimeStalls() {
    Snapshot later = new Snapshot();
    later.time = T + 2 * HOUR;
    later.recovery = Switch.OFF;
    posture.take(PostureEvent.of(GOOD)).take(recoveryOff());
    assertThat(posture.signals()).isEmpty();
    posture.take(later.event());

    assertThat(posture.signals()).hasSize(1);
  }

  @Test
  void boundsAndExpiresCalls() {
    for (int i = 0; i < 30; i++) {
      posture.take(callEvent(T + i));
    }
    assertThat(posture.state).isNotNull();
    assertThat(posture.state.calls).hasSize(PostureDetector.MAX_CALLS);
    posture.take(callEvent(T + 49 * HOUR));
    assertThat(posture.state.calls).hasSize(1);
  }

  @Test
  void emitsInitialAndChangedSizes() {
    Snapshot grown = new Snapshot();
    grown.time = T + 2 * HOUR;
    grown.items = 12;
    posture.take(PostureEvent.of(GOOD)).take(new Snapshot().event()).take(grown.event());

    assertThat(sizes)
        .containsExactly(
            new TableSize(TABLE, T, 1_000, 10, false),
            new TableSize(TABLE, T + 2 * HOUR, 1_000, 12, true));
  }

  @Test
  void listsForeignPrincipalsOfResourcePolicy() {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "dynamodb:Scan          | -            | redshift.amazonaws.com",
        "dynamodb:DescribeTable | -            | -",
        "dynamodb:DescribeTable | 999988887777 | 999988887777",
        "dynamodb:Scan          | 999988887777 | 999988887777",
        "dynamodb:Scan          | 123456789012 | -",
      })
  void listsServicesThatActForForeigners(
      String action, @Nullable String source, @Nullable String listed) {
    String condition =
        source == null
            ? ""
            : ",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"" + source + "\"}}";
    String policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
            + "\"redshift.amazonaws.com\"},\"Action\":\""
            + action
            + '"'
            + condition
            + "}]}";

    assertThat(ForeignAccess.of(policy, "123456789012", Policy.defaults()))
        .isEqualTo(listed == null ? List.of() : List.of(listed));
  }
}
