package io.exposuremonitor.detectors.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.sighting.Sighter;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignReaderDetectorTest {
  private static final Actor STRANGER =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::999988887777:role/Reader", "999988887777");
  private static final String STREAM =
      "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000";
  private static final String CHANGES = "arn:aws:kinesis:eu-west-1:111122223333:stream/changes";

  private static Policy policy(String approved) {
    try {
      return PolicyLoader.load(
          "policy.yml",
          """
          version: 1
          own: {accounts: ["111122223333", "123456789012"]}
          approved: %s
          consumers:
            - {actor: "*:role/Partner", stream: "arn:aws:dynamodb:*:table/orders/stream/*"}
          """
              .formatted(approved));
    } catch (PolicyException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<Signal> detect(Policy policy, List<Activity> activities) {
    List<Signal> signals = new ArrayList<>();
    Sighter sighter = new Sighter(policy.findings().lateness());
    ForeignReaderDetector detector = new ForeignReaderDetector(policy);
    KeyedRun.bundles(activities)
        .forEach(
            bundle -> sighter.on(bundle, seen -> detector.on(seen, signals::add), again -> {}));
    return signals;
  }

  private static List<Signal> detect(Act... acts) {
    return detect(policy("{}"), Act.activities(List.of(acts)));
  }

  private static Actor named(String role, String account) {
    return new Actor(Actor.Kind.ROLE, "arn:aws:iam::" + account + ":role/" + role, account);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SCAN",
        "QUERY",
        "GET_ITEM",
        "BATCH_GET_ITEM",
        "TRANSACT_GET_ITEMS",
        "UPDATE_ITEM_READ_BACK"
      })
  void reportsReadByForeignAccount(Operation operation) {
    List<Signal> signals = detect(Act.of(operation).by(STRANGER).keys(1));

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("access.foreign-reader");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(STRANGER);
    assertThat(signal.resource()).isEqualTo(Act.table("orders"));
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.evidence().facts()).containsEntry("account", "999988887777");
    assertThat(signal.evidence().events()).isNotEmpty();
  }

  @Test
  void saysWhoReadWhat() {
    assertThat(detect(Act.of(Operation.SCAN).by(STRANGER)).get(0).message())
        .startsWith("role/Reader of account 999988887777 read items of `orders`, but the policy");
    assertThat(detect(Act.of(Operation.SCAN).by(Actor.ofAccount("999988887777"))).get(0).message())
        .startsWith("account 999988887777 read items of `orders`, but the policy");
    assertThat(detect(Act.of(Operation.PUT_ITEM_READ_BACK).by(STRANGER)).get(0).message())
        .contains(" had items returned by its writes to `orders`");
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAM_GET_RECORDS", "STREAM_GET_SHARD_ITERATOR"})
  void reportsReaderOfChangesAboutTheTable(Operation operation) {
    List<Signal> signals = detect(Act.of(operation).by(STRANGER).on(STREAM));

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).resource()).isEqualTo(Act.table("orders"));
    assertThat(signals.get(0).message()).contains(" read the changes of `orders`");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"KINESIS_GET_RECORDS", "KINESIS_GET_SHARD_ITERATOR", "KINESIS_SUBSCRIBE_TO_SHARD"})
  void reportsReaderOfKinesisStreamThatCarriesChanges(Operation operation) {
    List<Activity> read = Act.activities(List.of(Act.of(operation).by(STRANGER).on(CHANGES)));

    assertThat(detect(policy("{streams: ['" + CHANGES + "']}"), read)).hasSize(1);
    assertThat(detect(policy("{}"), read)).isEmpty();
  }

  @Test
  void reportsFloodOnceInASlot() {
    Act[] pages =
        IntStream.range(0, 500)
            .mapToObj(i -> Act.of(Operation.SCAN).by(STRANGER).at(Act.START + 100L * i))
            .toArray(Act[]::new);

    assertThat(detect(pages)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT_ITEM", "DESCRIBE_TABLE", "LIST_TABLES", "STREAM_DESCRIBE"})
  void ignoresCallsThatReadNothing(Operation operation) {
    assertThat(detect(Act.of(operation).by(STRANGER))).isEmpty();
  }

  @Test
  void ignoresRefusedAndFailedReads() {
    assertThat(detect(Act.of(Operation.SCAN).by(STRANGER).refused())).isEmpty();
    assertThat(detect(Act.of(Operation.SCAN).by(STRANGER).failing("ThrottlingException")))
        .isEmpty();
  }

  @Test
  void ignoresOurAccountsAndServices() {
    assertThat(detect(Act.of(Operation.SCAN))).isEmpty();
    assertThat(detect(Act.of(Operation.SCAN).by(named("Reader", "123456789012")))).isEmpty();
    assertThat(detect(Act.of(Operation.SCAN).by(Act.SERVICE))).isEmpty();
    Actor foreign = new Actor(Actor.Kind.SERVICE, "redshift.amazonaws.com", "999988887777");
    assertThat(detect(Act.of(Operation.SCAN).by(foreign))).isEmpty();
    assertThat(detect(Act.of(Operation.SCAN).by(Actor.UNKNOWN))).isEmpty();
  }

  @Test
  void ignoresAccountThatMayRead() {
    List<Activity> read = Act.activities(List.of(Act.of(Operation.SCAN).by(STRANGER)));

    assertThat(detect(policy("{readerAccounts: ['999988887777']}"), read)).isEmpty();
    assertThat(detect(policy("{trustedAccounts: ['999988887777']}"), read)).hasSize(1);
  }

  @Test
  void ignoresKnownConsumerOfTheStreamOnly() {
    Act changes = Act.of(Operation.STREAM_GET_RECORDS).by(named("Partner", "999988887777"));

    assertThat(detect(changes.on(STREAM))).isEmpty();
    assertThat(detect(Act.of(Operation.SCAN).by(named("Partner", "999988887777")))).hasSize(1);
  }

  @Test
  void ignoresEveryAccountWhileNoneIsKnownToBeOurs() {
    List<Activity> read = Act.activities(List.of(Act.of(Operation.SCAN).by(STRANGER)));

    assertThat(detect(Policy.defaults(), read)).isEmpty();
  }

  @Test
  void ignoresUnlistedAccountThatReadsItsOwnTable() {
    String own = "arn:aws:dynamodb:eu-west-1:999988887777:table/orders";

    assertThat(detect(Act.of(Operation.SCAN).by(STRANGER).on(own))).isEmpty();
  }
}
