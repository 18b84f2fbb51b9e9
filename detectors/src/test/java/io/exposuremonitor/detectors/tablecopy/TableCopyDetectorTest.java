package io.exposuremonitor.detectors.tablecopy;

import static io.exposuremonitor.detectors.tablecopy.Copies.ALICE;
import static io.exposuremonitor.detectors.tablecopy.Copies.ROLE;
import static io.exposuremonitor.detectors.tablecopy.Copies.START;
import static io.exposuremonitor.detectors.tablecopy.Copies.after;
import static io.exposuremonitor.detectors.tablecopy.Copies.backup;
import static io.exposuremonitor.detectors.tablecopy.Copies.call;
import static io.exposuremonitor.detectors.tablecopy.Copies.export;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableCopyDetectorTest {
  private static final long SLOT = 15 * 60_000L;
  private static final long DAY = 96 * SLOT;

  private static KeyedRun<TableCopyState> watching(Policy policy) {
    return new KeyedRun<>(
        new TableCopyDetector(Observation.unbrokenSince(START)),
        bundle -> bundle.actor().id(),
        policy);
  }

  private static KeyedRun<TableCopyState> watching() {
    return watching(Policy.defaults());
  }

  @Test
  void signalsFirstExportByActor() {
    List<Signal> signals = watching().take(export(ALICE, "orders", after("P8D"))).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("export.by-unusual-actor");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(Copies.table("orders"));
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.start()).isEqualTo(after("P8D"));
    assertThat(signal.message())
        .startsWith(
            "user/alice exported the whole of `orders`, and had never done so with any table: ");
    assertThat(signal.evidence().eventIds()).containsExactly("EXPORT_TABLE-orders-" + after("P8D"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE_BACKUP", "START_BACKUP_JOB"})
  void signalsFirstBackupByActor(Operation operation) {
    List<Signal> signals =
        watching().take(call(operation, ALICE, "orders", after("P8D"))).signals();

    assertThat(signals)
        .extracting(signal -> signal.analytic().id(), Signal::level)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("backup.created-by-unusual-actor", Level.MEDIUM));
  }

  @Test
  void lowersLevelIfActorExportedAnotherTableBefore() {
    KeyedRun<TableCopyState> run =
        watching().take(export(ROLE, "orders", after("P1D")), export(ROLE, "carts", after("P8D")));

    assertThat(run.signals()).hasSize(1);
    assertThat(run.signals().get(0).level()).isEqualTo(Level.MEDIUM);
    assertThat(run.signals().get(0).evidence().counts()).containsEntry("known_tables", 1L);
  }

  @Test
  void lowersLevelIfActorBackedUpAnotherTableBefore() {
    KeyedRun<TableCopyState> run =
        watching().take(backup(ROLE, "orders", after("P1D")), backup(ROLE, "carts", after("P8D")));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.LOW);
    assertThat(run.signals().get(0).message())
        .startsWith("role/ops backed up the whole of `carts`, which it had never done before: ");
  }

  /** A change of recovery settings reaches the detector among the calls of a bundle. */
  @Test
  void ignoresChangeOfRecoverySettings() {
    Activity change =
        call(Operation.UPDATE_CONTINUOUS_BACKUPS, ROLE, "orders", after("P1D"), "", "");

    assertThat(watching().take(change).states()).isEmpty();
    assertThat(watching().take(change, export(ROLE, "orders", after("P8D"))).signals())
        .extracting(Signal::level)
        .containsExactly(Level.HIGH);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::lake/daily/AWSDynamoDB/02, LOW",
    "arn:aws:s3:::lake/other/AWSDynamoDB/02, MEDIUM",
    "arn:aws:s3:::other/daily/AWSDynamoDB/02, MEDIUM",
    "'', MEDIUM"
  })
  void lowersLevelFurtherForUsualDestination(String folder, Level level) throws Exception {
    KeyedRun<TableCopyState> run =
        watching(approving("lake, other"))
            .take(
                export(ROLE, "orders", after("P1D"), "arn:aws:s3:::lake/daily/AWSDynamoDB/01"),
                export(ROLE, "carts", after("P8D"), folder));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(level);
  }

  @Test
  void doesNotLowerLevelForUnapprovedDestination() throws Exception {
    String folder = "arn:aws:s3:::lake/daily/AWSDynamoDB/01";
    KeyedRun<TableCopyState> run =
        watching(approving("elsewhere"))
            .take(
                export(ROLE, "orders", after("P1D"), folder),
                export(ROLE, "carts", after("P8D"), folder));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM);
  }

  @Test
  void doesNotLowerLevelForDestinationUsedLongAgo() throws Exception {
    String lake = "arn:aws:s3:::lake/AWSDynamoDB/01";
    String other = "arn:aws:s3:::other/AWSDynamoDB/01";
    KeyedRun<TableCopyState> run =
        watching(approving("lake, other"))
            .take(
                export(ROLE, "orders", after("P1D"), other),
                export(ROLE, "orders", after("P40D"), lake),
                export(ROLE, "carts", after("P50D"), other));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM);
  }

  @Test
  void evictsOldestDestination() throws Exception {
    KeyedRun<TableCopyState> run = watching(approving("lake"));
    for (int i = 0; i <= TableCopyState.MAX_PLACES; i++) {
      String folder = "arn:aws:s3:::lake/" + i + "/AWSDynamoDB/01";
      run.take(export(ROLE, "orders", after("P1D") + i * SLOT, folder));
    }
    run.take(export(ROLE, "carts", after("P8D"), "arn:aws:s3:::lake/0/AWSDynamoDB/02"));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM);
    assertThat(run.states().get(ROLE.id()).places).hasSize(TableCopyState.MAX_PLACES);
  }

  private static Policy approving(String buckets) throws Exception {
    return PolicyLoader.load(
        "policy.yml", "version: 1\napproved: {exportBuckets: [" + buckets + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, HIGH, until recently",
    "P6DT23H30M, HIGH, until recently",
    "P7D, LOW, to its usual place"
  })
  void treatsSignalledExportAsUsualOnlyAfterAWeek(String later, Level level, String why)
      throws Exception {
    String lake = "arn:aws:s3:::lake/AWSDynamoDB/01";
    long first = after("P20D");
    long second = first + Duration.parse(later).toMillis();
    KeyedRun<TableCopyState> run =
        watching(approving("lake"))
            .take(export(ALICE, "test", first, lake), export(ALICE, "orders", second, lake));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.HIGH, level);
    assertThat(run.signals().get(1).message()).contains(why);
    assertThat(run.signals().get(1).evidence().counts().containsKey("known_tables"))
        .isEqualTo(level == Level.LOW);
  }

  @Test
  void signalsEachTableOnce() {
    KeyedRun<TableCopyState> run = watching();
    for (int day = 20; day < 30; day++) {
      run.take(export(ALICE, "orders", after("P" + day + "D")));
    }

    assertThat(run.signals()).hasSize(1);
  }

  @Test
  void treatsNewDestinationAsUsualOnlyAfterAWeek() throws Exception {
    KeyedRun<TableCopyState> run =
        watching(approving("lake, other"))
            .take(
                export(ROLE, "orders", after("P1D"), "arn:aws:s3:::lake/AWSDynamoDB/01"),
                export(ROLE, "orders", after("P20D"), "arn:aws:s3:::other/AWSDynamoDB/02"),
                export(ROLE, "carts", after("P21D"), "arn:aws:s3:::other/AWSDynamoDB/03"),
                export(ROLE, "users", after("P28D"), "arn:aws:s3:::other/AWSDynamoDB/04"));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM, Level.LOW);
  }

  @Test
  void knowsActorThatExportedDuringLearningTime() {
    KeyedRun<TableCopyState> run =
        watching().take(export(ROLE, "orders", after("P6D")), export(ROLE, "carts", after("P8D")));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM);
  }

  @Test
  void learnsBackupsAndExportsSeparately() {
    KeyedRun<TableCopyState> run =
        watching().take(backup(ROLE, "orders", after("P1D")), export(ROLE, "orders", after("P8D")));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.HIGH);
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H59M, 0", "P7D, 1"})
  void signalsOnlyAfterLearningTime(String time, int signals) {
    assertThat(watching().take(export(ALICE, "orders", after(time))).signals()).hasSize(signals);
  }

  @Test
  void doesNotSignalIfStartOfObservationIsUnknown() {
    KeyedRun<TableCopyState> run =
        new KeyedRun<>(
            new TableCopyDetector(Observation.UNKNOWN),
            bundle -> bundle.actor().id(),
            Policy.defaults());

    assertThat(run.take(export(ALICE, "orders", after("P30D"))).signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P46D, 0", "P46DT15M, 1"})
  void signalsAgainAfterMemoryExpires(String time, int signals) {
    KeyedRun<TableCopyState> run =
        watching().take(export(ROLE, "orders", after("P1D")), export(ROLE, "orders", after(time)));

    assertThat(run.signals()).hasSize(signals);
  }

  @Test
  void expiresStateOfInactiveActor() {
    KeyedRun<TableCopyState> run =
        watching().take(export(ROLE, "orders", after("P1D")), export(ROLE, "orders", after("P2D")));

    assertThat(run.passTo(after("P47D")).states()).hasSize(1);
    assertThat(run.passTo(after("P47DT30M")).states()).isEmpty();
  }

  @Test
  void doesNotSignalServicesOrApprovedActors() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            approved:
              exportActors: ["arn:aws:iam::*:role/ops"]
            """);
    long time = after("P8D");
    Actor service = new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "111122223333");
    String backup = "backup.amazonaws.com";
    String volume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";

    assertThat(
            watching(policy)
                .take(
                    export(ROLE, "orders", time),
                    export(service, "orders", time),
                    backup(service, "orders", time),
                    call(Operation.CREATE_BACKUP, ALICE, "orders", time, "", backup),
                    call(Operation.START_BACKUP_JOB, ALICE, "orders", time, "", backup),
                    call(Operation.EXPORT_TABLE, ALICE, "a", time, "", "redshift.amazonaws.com"),
                    call(Operation.START_BACKUP_JOB, ALICE, volume, time))
                .signals())
        .isEmpty();
  }

  @Test
  void signalsExportByJobOfGlue() {
    String glue = "glue.amazonaws.com";

    assertThat(
            watching()
                .take(call(Operation.EXPORT_TABLE, ROLE, "orders", after("P8D"), "", glue))
                .signals())
        .hasSize(1);
  }

  @Test
  void ignoresFailedCalls() {
    Activity denied =
        call(Operation.EXPORT_TABLE, ALICE, "orders", after("P6D"), "AccessDeniedException", "");
    Activity refused =
        call(Operation.EXPORT_TABLE, ALICE, "orders", after("P8D"), "AccessDeniedException", "");

    assertThat(watching().take(denied, refused).states()).isEmpty();
    assertThat(watching().take(denied, export(ALICE, "orders", after("P8D"))).signals()).hasSize(1);
  }

  @Test
  void ignoresDuplicates() {
    Activity export = export(ALICE, "orders", after("P8D"));

    assertThat(watching().take(export, export).findings())
        .isEqualTo(watching().take(export).findings());
  }

  @Test
  void doesNotSignalNewTableIfMemoryIsFull() {
    KeyedRun<TableCopyState> run = watching();
    for (int i = 0; i < TableCopyState.MAX_TABLES + 1; i++) {
      run.take(backup(ROLE, "t" + i, after("P1D") + i * SLOT));
    }
    run.take(backup(ROLE, "new", after("P8D")));

    assertThat(run.signals()).isEmpty();
    assertThat(run.states().get(ROLE.id()).tables).hasSize(TableCopyState.MAX_TABLES);
    assertThat(run.take(export(ROLE, "t0", after("P8D"))).signals())
        .as("a kind of copy that it never made")
        .extracting(signal -> signal.analytic().id())
        .containsExactly("export.by-unusual-actor");
  }

  /** A table that was evicted to make room for another must not look new right away. */
  @Test
  void doesNotSignalKnownTableRightAfterItsEviction() {
    KeyedRun<TableCopyState> run = watching();
    for (int i = 0; i < TableCopyState.MAX_TABLES; i++) {
      run.take(backup(ROLE, "t" + i, after("P1D") + i));
    }
    run.take(backup(ROLE, "new", after("P8D")), backup(ROLE, "t0", after("P8DT1S")));

    assertThat(run.signals()).extracting(Signal::resource).containsExactly(Copies.table("new"));
  }

  @Test
  void appliesThresholdsOfActor() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              tableCopies: {learning: 2d}
              overrides:
              - {actor: "*user/alice", tableCopies: {learning: 20d}}
            """);

    assertThat(watching(policy).take(export(ROLE, "orders", after("P3D"))).signals()).hasSize(1);
    assertThat(watching(policy).take(export(ALICE, "orders", after("P3D"))).signals()).isEmpty();
  }

  /** Oracle: a set of uses, searched for settled ones. */
  @Property(tries = 200)
  void findsTheSameAsAnOracleInAnyOrderAndAcrossARestart(@ForAll long seed) {
    Random random = new Random(seed);
    List<Activity> calls = calls(random);
    KeyedRun<TableCopyState> inOrder = watching().take(calls);
    KeyedRun<TableCopyState> any = watching().takeDisordered(calls, random);

    assertThat(any.findings()).isEqualTo(inOrder.findings());
    assertThat(any.findings().keySet()).isEqualTo(expected(calls));
  }

  private static List<Activity> calls(Random random) {
    List<Activity> calls = new ArrayList<>();
    long time = START + random.nextLong(10 * DAY);
    for (int i = 3 + random.nextInt(12); i > 0; i--) {
      Actor actor = random.nextBoolean() ? ALICE : ROLE;
      String table = "t" + random.nextInt(3);
      calls.add(random.nextBoolean() ? export(actor, table, time) : backup(actor, table, time));
      time += random.nextInt(4) == 0 ? random.nextLong(60 * DAY) : random.nextLong(2 * SLOT);
    }
    return calls;
  }

  private static Set<String> expected(List<Activity> calls) {
    Set<String> found = new TreeSet<>();
    for (Activity call : calls) {
      long slot = Math.floorDiv(call.time(), SLOT);
      boolean known =
          calls.stream()
              .filter(
                  other ->
                      other.operation() == call.operation()
                          && other.actor().equals(call.actor())
                          && other.resource().equals(call.resource()))
              .mapToLong(other -> Math.floorDiv(other.time(), SLOT))
              .anyMatch(other -> other <= slot - 2 && slot - other <= 45 * 96);
      if (!known && slot * SLOT - START >= 7 * DAY) {
        String id =
            call.operation() == Operation.EXPORT_TABLE
                ? "export.by-unusual-actor"
                : "backup.created-by-unusual-actor";
        found.add(id + ' ' + call.actor().id() + ' ' + call.resource());
      }
    }
    return found;
  }
}
