package io.exposuremonitor.detectors.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.SingleKey;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which changes are attributed to a call, and which have none. */
class PostureAttributionTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String OWN = "arn:aws:kinesis:eu-west-1:123456789012:stream/a";
  private static final String FOREIGN = "arn:aws:kinesis:eu-west-1:444455556666:stream/foreign";
  private static final String RECOVERY = "destruction.recovery-removed";
  private static final String SENT = "consumer.kinesis-destination";
  private static final String GRANTED = "access.resource-policy-foreign";
  private static final String STREAM = "consumer.stream-enabled";
  private static final String UNLOGGED = "the logs contain no call that explains ";
  private static final long T = 1_793_577_600_000L;
  private static final long MINUTE = 60_000;

  private SingleKey<PostureState, PostureEvent> posture =
      new SingleKey<>(new PostureDetector(size -> {}));

  @BeforeEach
  void setBaseline() {
    posture.take(look(0));
  }

  /** A snapshot of a well protected table. */
  private static PostureEvent look(int minute) {
    return look(minute, Switch.ON, Switch.ON, "", List.of(), List.of());
  }

  private static PostureEvent recoveryLook(int minute, Switch recovery, Switch protection) {
    return look(minute, recovery, protection, "", List.of(), List.of());
  }

  private static PostureEvent sentLook(int minute, String... destinations) {
    return look(minute, Switch.ON, Switch.ON, "", List.of(), List.of(destinations));
  }

  private static PostureEvent grantLook(int minute, List<String> foreign) {
    return look(minute, Switch.ON, Switch.ON, "", foreign, List.of());
  }

  private static PostureEvent look(
      int minute,
      Switch recovery,
      Switch protection,
      String stream,
      List<String> foreign,
      List<String> destinations) {
    return PostureEvent.of(
        new TableFacts(
            TABLE,
            T + minute * MINUTE,
            1_000,
            10,
            "PROVISIONED",
            "",
            Encryption.OWNED_BY_AWS,
            recovery,
            protection,
            stream,
            List.of(),
            foreign.isEmpty() ? Switch.OFF : Switch.ON,
            foreign,
            destinations.isEmpty() ? Switch.OFF : Switch.ON,
            destinations));
  }

  private static PostureEvent call(
      int minute, String actor, String finding, Map<String, String> facts) {
    return PostureEvent.of(
        TABLE,
        Signal.of(
                new Analytic(finding, "t", Analytic.Type.RULE, List.of(), ""),
                Level.HIGH,
                Signal.Confidence.HIGH)
            .about(
                new Actor(
                    Actor.Kind.USER, "arn:aws:iam::123456789012:user/" + actor, "123456789012"),
                TABLE,
                "123456789012",
                "eu-west-1")
            .during(T + minute * MINUTE, T + minute * MINUTE)
            .saying(1, actor + " did it", new Evidence(Map.of(), facts, List.of())));
  }

  private static PostureEvent recoveryCall(int minute, String actor, String rule) {
    return call(minute, actor, RECOVERY, Map.of(Evidence.RULE, RECOVERY + rule));
  }

  private static PostureEvent sentCall(int minute, String stream) {
    return call(minute, "mallory", SENT, Map.of("stream_arn", stream));
  }

  /** Who changed it to what, for each signal. */
  private List<String> attributions() {
    posture.passTo(T + 600 * MINUTE);
    return posture.signals().stream()
        .map(signal -> who(signal) + ": " + signal.evidence().facts().get("after"))
        .toList();
  }

  private static String who(Signal signal) {
    String message = signal.message();
    return message.contains(UNLOGGED) ? "nobody" : message.substring(0, message.indexOf(' '));
  }

  @Test
  void callOnOneStreamDoesNotExplainAnother() {
    posture.take(sentCall(5, OWN)).take(sentLook(10, OWN, FOREIGN));

    assertThat(attributions()).containsExactly("mallory: " + OWN, "nobody: " + FOREIGN);
    assertThat(posture.signals().get(1).message())
        .startsWith("Changes of `orders` are sent to " + FOREIGN + ", which is not approved ");
  }

  @Test
  void lateCallsExplainTheirStreamsInAnyOrder() {
    posture.take(sentLook(10, OWN, FOREIGN)).passTo(T + 20 * MINUTE);
    posture.take(sentCall(5, FOREIGN)).take(sentCall(5, FOREIGN)).take(sentCall(6, OWN));

    assertThat(attributions()).containsExactly("mallory: " + FOREIGN, "mallory: " + OWN);
  }

  @Test
  void remainderOfChangeWaitsAcrossRestart() {
    posture.take(sentCall(5, OWN)).take(sentLook(10, OWN, FOREIGN));
    SingleKey<PostureState, PostureEvent> restarted =
        new SingleKey<>(new PostureDetector(size -> {}));
    restarted.state = posture.state;
    posture = restarted;
    posture.take(sentCall(5, OWN)).take(sentCall(6, FOREIGN));

    assertThat(attributions()).containsExactly("mallory: " + FOREIGN);
  }

  @Test
  void recoveryCallDoesNotExplainProtection() {
    posture
        .take(recoveryCall(5, "mallory", ".point-in-time"))
        .take(recoveryLook(10, Switch.OFF, Switch.ON));
    posture.take(recoveryLook(20, Switch.OFF, Switch.OFF));

    assertThat(attributions()).containsExactly("mallory: off", "nobody: off");
    assertThat(posture.signals().get(1).message())
        .startsWith("Deletion protection of `orders` was switched off ")
        .endsWith("; the logs contain no call that explains it.");
  }

  @Test
  void deletedTableExplainsMissingRecoveryOnly() {
    posture
        .take(recoveryCall(5, "mallory", ".table"))
        .take(recoveryLook(10, Switch.OFF, Switch.OFF));

    assertThat(attributions()).containsExactly("mallory: off", "nobody: off");
    assertThat(posture.signals().get(1).message()).startsWith("Deletion protection");
  }

  @Test
  void deletedBackupExplainsNoSetting() {
    posture
        .take(recoveryCall(5, "mallory", ".backup"))
        .take(recoveryLook(10, Switch.OFF, Switch.ON));

    assertThat(attributions()).containsExactly("nobody: off");
  }

  @Test
  void callOfUnknownEvidenceExplainsAllThatItMayHaveChanged() {
    posture.take(call(5, "mallory", SENT, Map.of())).take(sentLook(10, OWN, FOREIGN));
    posture.take(recoveryCall(15, "bob", ".of-the-user"));
    posture.take(look(20, Switch.OFF, Switch.OFF, "", List.of(), List.of(OWN, FOREIGN)));

    assertThat(attributions()).containsExactly("mallory: " + OWN + ", " + FOREIGN, "bob: off");
  }

  @Test
  void unloggedChangesOfOneFindingAreInOneSignal() {
    posture.take(recoveryLook(10, Switch.OFF, Switch.OFF));

    assertThat(attributions()).containsExactly("nobody: off");
    assertThat(posture.signals().get(0).message())
        .startsWith(
            "Point-in-time recovery of `orders` was switched off, and deletion protection of"
                + " `orders` was switched off between ")
        .endsWith(" no call that explains them.");
  }

  @Test
  void unloggedStreamsAreAllNamed() {
    posture.take(sentLook(10, OWN, FOREIGN));

    assertThat(attributions()).containsExactly("nobody: " + OWN + ", " + FOREIGN);
    assertThat(posture.signals().get(0).message()).contains(FOREIGN + ", which are not approved");
  }

  @Test
  void callThatSwitchedStreamOnDoesNotExplainWiderView() {
    posture.take(
        call(5, "bob", STREAM, Map.of("stream_specification_stream_view_type", "KEYS_ONLY")));
    posture.take(look(10, Switch.ON, Switch.ON, "NEW_AND_OLD_IMAGES", List.of(), List.of()));

    assertThat(attributions()).containsExactly("nobody: NEW_AND_OLD_IMAGES");
  }

  @Test
  void callDoesNotExplainRepetitionOfWhatItChanged() {
    posture
        .take(recoveryCall(5, "bob", ".point-in-time"))
        .take(recoveryLook(10, Switch.OFF, Switch.ON))
        .take(look(15))
        .take(recoveryLook(20, Switch.OFF, Switch.ON));

    assertThat(attributions()).containsExactly("bob: off", "nobody: off");
  }

  @Test
  void lateCallExplainsRepetition() {
    posture
        .take(recoveryCall(5, "bob", ".point-in-time"))
        .take(recoveryLook(10, Switch.OFF, Switch.ON))
        .take(look(15))
        .take(recoveryLook(20, Switch.OFF, Switch.ON))
        .take(recoveryCall(17, "mallory", ".point-in-time"));

    assertThat(attributions()).containsExactly("bob: off", "mallory: off");
  }

  @Test
  void latestOfSeveralCallsSetTheValue() {
    posture
        .take(recoveryCall(5, "bob", ".point-in-time"))
        .take(recoveryCall(8, "mallory", ".point-in-time"))
        .take(recoveryLook(10, Switch.OFF, Switch.ON));

    assertThat(attributions()).containsExactly("mallory: off");
  }

  @Test
  void explainsChangeStoredWithoutItsKind() {
    PostureState state = new PostureState();
    state.facts = look(10).facts();
    state.waiting =
        new ArrayList<>(
            List.of(
                new Worsening(
                    RECOVERY,
                    T,
                    T + 10 * MINUTE,
                    Level.HIGH,
                    "x",
                    "on",
                    "off",
                    null,
                    List.of("off"))));
    posture.state = state;
    posture.take(recoveryCall(5, "bob", ".point-in-time"));

    assertThat(attributions()).containsExactly("bob: off");
  }

  /**
   * Whatever calls are logged, and in whatever order calls and snapshot arrive, every grantee is
   * attributed once: to a call that names it, or to none.
   */
  @Property(tries = 300)
  void everyGranteeIsAttributedOnce(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> added =
        Stream.of("111122223333", "444455556666", "999988887777", "redshift.amazonaws.com")
            .filter(id -> random.nextBoolean())
            .toList();
    List<PostureEvent> events = new ArrayList<>();
    Set<String> logged = new TreeSet<>();
    for (int minute = 1; minute <= 3; minute++) {
      List<String> some = added.stream().filter(id -> random.nextBoolean()).toList();
      if (!some.isEmpty()) {
        logged.addAll(some);
        events.add(call(minute, "call" + minute, GRANTED, grants(some)));
      }
    }
    events.add(grantLook(10, added));
    Collections.shuffle(events, random);
    posture = new SingleKey<>(new PostureDetector(size -> {}));
    posture.take(look(0));
    events.forEach(posture::take);

    Map<String, List<String>> found =
        attributions().stream()
            .collect(
                Collectors.groupingBy(
                    text -> text.startsWith("nobody") ? "nobody" : "call",
                    TreeMap::new,
                    Collectors.flatMapping(
                        text -> Stream.of(text.substring(text.indexOf(' ') + 1).split(", ")),
                        Collectors.toList())));
    assertThat(found.getOrDefault("call", List.of())).containsExactlyInAnyOrderElementsOf(logged);
    assertThat(found.getOrDefault("nobody", List.of()))
        .containsExactlyInAnyOrderElementsOf(
            added.stream().filter(id -> !logged.contains(id)).toList());
  }

  private static Map<String, String> grants(List<String> ids) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(
        "exposure_grants_foreign",
        ids.stream().filter(id -> !id.contains(".")).collect(Collectors.joining(", ")));
    facts.put(
        "exposure_grants_deputies",
        ids.stream().filter(id -> id.contains(".")).collect(Collectors.joining(", ")));
    return facts;
  }
}
