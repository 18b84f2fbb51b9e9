package io.exposuremonitor.detectors.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecoyDetectorTest {
  private static final KeyHasher HASHER =
      KeyHasher.of("a secret of tests".getBytes(StandardCharsets.UTF_8));
  private static final Actor ALICE =
      new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333");
  private static final long TIME = 1_763_769_600_000L;
  private static final Origin ORIGIN =
      new Origin("192.0.2.7", "aws-cli/2", "AKIDEXAMPLE", "s", "", "", false);

  private final Policy policy = policy();
  private final List<Signal> signals = new ArrayList<>();

  private static Policy policy() {
    try {
      return PolicyLoader.load(
          "policy.yml",
          """
          version: 1
          decoys:
            tables: [customers-full-backup]
            keys:
            - {table: customers, partition: customerId=C-17}
            - {table: orders, partition: customerId=C-17, sort: placedAt=42}
            exempt: ["*:role/DecoyKeeper"]
          """);
    } catch (PolicyException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String table(String name) {
    return "arn:aws:dynamodb:eu-west-1:111122223333:table/" + name;
  }

  private static Activity call(Operation operation, Actor actor, String table, long... keys) {
    return failed(operation, actor, table, "", keys);
  }

  private static Activity failed(
      Operation operation, Actor actor, String table, String error, long... keys) {
    return activity(operation, actor, table, "", error, keys);
  }

  private static Activity activity(
      Operation operation, Actor actor, String table, String index, String error, long... keys) {
    return new Activity(
        operation + "-" + keys.length,
        false,
        TIME + keys.length,
        operation,
        actor,
        ORIGIN,
        "111122223333",
        "eu-west-1",
        table(table),
        index,
        error,
        0,
        -1,
        0,
        false,
        false,
        keys,
        List.of());
  }

  private List<Signal> detect(Activity... activities) {
    DecoyDetector detector = new DecoyDetector(policy, HASHER);
    KeyedRun.bundles(List.of(activities)).forEach(bundle -> detector.on(bundle, signals::add));
    return signals;
  }

  static Stream<Operation> touches() {
    return Stream.of(Operation.values())
        .filter(operation -> operation != Operation.UPDATE_CONTINUOUS_BACKUPS)
        .filter(operation -> !operation.isLook() || operation == Operation.STREAM_DESCRIBE);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTORE_FROM_BACKUP", "RESTORE_TO_POINT_IN_TIME", "START_RESTORE_JOB"})
  void reportsDecoyRestoredUnderAnotherName(Operation operation) {
    detect(restored("mine", "customers-full-backup", operation));
    detect(restored("mine", "orders", operation));

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).analytic().id()).isEqualTo("decoy.touched");
    assertThat(signals.get(0).resource()).isEqualTo(table("customers-full-backup"));
  }

  private static Activity restored(String to, String from, Operation operation) {
    return activity(operation, ALICE, to, table(from), "");
  }

  @Test
  void ignoresDescribeCalls() {
    assertThat(detect(call(Operation.DESCRIBE_TABLE, ALICE, "customers-full-backup"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("touches")
  void reportsEveryCallOnDecoyTable(Operation operation) {
    detect(call(operation, ALICE, "customers-full-backup"));

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("decoy.touched");
    assertThat(signal.level()).isEqualTo(Level.CRITICAL);
    assertThat(signal.resource()).isEqualTo(table("customers-full-backup"));
    assertThat(signal.message()).contains("the decoy table customers-full-backup");
    assertThat(signal.evidence().facts()).containsEntry("operation", operation.eventName());
    assertThat(signal.evidence().eventIds()).hasSize(1);
  }

  @Test
  void reportsDecoyTableWhenItsStreamIsRead() {
    detect(call(Operation.STREAM_GET_RECORDS, ALICE, "customers-full-backup/stream/2026-03-01T04"));

    assertThat(signals)
        .extracting(Signal::resource)
        .containsExactly(table("customers-full-backup"));
  }

  @Test
  void reportsDeniedCall() {
    detect(failed(Operation.SCAN, ALICE, "customers-full-backup", "AccessDeniedException"));

    assertThat(signals.get(0).level()).isEqualTo(Level.CRITICAL);
    assertThat(signals.get(0).evidence().facts())
        .containsEntry("error_code", "AccessDeniedException");
  }

  @Test
  void reportsDecoyItemAmongOthers() {
    long decoy = HASHER.hashAttribute("customerId", "C-17");
    long other = HASHER.hashAttribute("customerId", "C-18");

    detect(call(Operation.BATCH_GET_ITEM, ALICE, "customers", other, decoy));

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).message()).contains("a decoy item of customers");
    assertThat(signals.get(0).magnitude()).isEqualTo(1);
    assertThat(signals.get(0).evidence().counts()).containsEntry("decoy_keys", 1L);
    assertThat(signals.get(0).toString()).doesNotContain("C-17").doesNotContain("customerId");
  }

  @Test
  void matchesWholeKeyOrPartitionKeyOfQuery() {
    long partition = HASHER.hashAttribute("customerId", "C-17");
    long whole = partition + HASHER.hashAttribute("placedAt", "42");

    assertThat(detect(call(Operation.GET_ITEM, ALICE, "orders", whole))).hasSize(1);
    assertThat(detect(call(Operation.QUERY, ALICE, "orders", partition))).hasSize(2);
    assertThat(detect(call(Operation.GET_ITEM, ALICE, "orders", whole + 1))).hasSize(2);
  }

  @Test
  void ignoresOtherItemsAndTables() {
    long decoy = HASHER.hashAttribute("customerId", "C-17");

    assertThat(
            detect(
                call(Operation.GET_ITEM, ALICE, "customers", decoy + 1),
                call(Operation.GET_ITEM, ALICE, "carts", decoy),
                call(Operation.SCAN, ALICE, "customers"),
                call(Operation.SCAN, ALICE, "customers-full")))
        .isEmpty();
  }

  @Test
  void allowsExemptActorsAndServices() {
    Actor keeper =
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/DecoyKeeper", "111122223333");
    Actor service = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "111122223333");

    assertThat(
            detect(
                call(Operation.PUT_ITEM, keeper, "customers-full-backup"),
                call(Operation.CREATE_BACKUP, service, "customers-full-backup"),
                call(Operation.UPDATE_CONTINUOUS_BACKUPS, ALICE, "customers-full-backup")))
        .isEmpty();
  }

  @Test
  void allowsBackupPlanWithRole() {
    Origin plan =
        new Origin("backup.amazonaws.com", "", "", "s", "", "backup.amazonaws.com", false);
    Activity byHand = call(Operation.CREATE_BACKUP, ALICE, "customers-full-backup");

    assertThat(detect(from(plan, byHand))).isEmpty();
    assertThat(detect(from(plan, call(Operation.SCAN, ALICE, "customers-full-backup"))))
        .isNotEmpty();
    assertThat(detect(byHand)).isNotEmpty();
  }

  private static Activity from(Origin origin, Activity call) {
    return new Activity(
        call.eventId(),
        call.shared(),
        call.time(),
        call.operation(),
        call.actor(),
        origin,
        call.account(),
        call.region(),
        call.resource(),
        call.index(),
        call.errorCode(),
        call.limit(),
        call.segment(),
        call.totalSegments(),
        call.countOnly(),
        call.continued(),
        call.keys(),
        call.statements());
  }

  @Test
  void duplicateInAnotherBundleYieldsTheSameFinding() {
    Activity scan = call(Operation.SCAN, ALICE, "customers-full-backup");
    detect(scan);
    detect(scan);

    assertThat(signals).hasSize(2);
    assertThat(KeyedRun.findings(signals)).isEqualTo(KeyedRun.findings(List.of(signals.get(0))));
  }

  @Test
  void reportsNothingWithoutDecoys() {
    DecoyDetector none = new DecoyDetector(Policy.defaults(), HASHER);
    KeyedRun.bundles(List.of(call(Operation.SCAN, ALICE, "customers-full-backup")))
        .forEach(bundle -> none.on(bundle, signals::add));

    assertThat(signals).isEmpty();
  }
}
