package io.exposuremonitor.detectors.partiql;

import static io.exposuremonitor.detectors.partiql.Event.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartiqlDetectorTest {
  private static final long MINUTE = 60_000;
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;
  private static final long DAY = 24 * 60 * MINUTE;

  /** Start of a slot. */
  private static final long START = 1_767_225_600_000L;

  private static final String LOOKUP = "SELECT * FROM \"Orders\" WHERE \"pk\" = 'a'";
  private static final String OTHER_LOOKUP = "SELECT pk FROM Orders WHERE pk = ? AND sk > ?";
  private static final String SCAN = "SELECT * FROM Orders WHERE total > 10";
  private static final String DELETE = "DELETE FROM Orders WHERE pk = 'a'";

  private static final String FIRST_USE = "partiql.first-use";
  private static final String NEW_SHAPE = "partiql.new-statement-shape";
  private static final String FULL_SCAN = "partiql.full-scan";
  private static final String MASS_WRITE = "partiql.mass-write";

  private static Run run() {
    return run(Policies.PLAIN);
  }

  private static Run run(Policy policy) {
    return new Run(policy, START);
  }

  /** A role that has looked up keys by PartiQL on each of the first 8 days. */
  private static Run experienced(Policy policy) {
    Run run = run(policy);
    for (int day = 0; day <= 8; day++) {
      run.take(at(START + day * DAY, LOOKUP));
    }
    assertThat(run.signals()).isEmpty();
    return run;
  }

  // ---- first use

  @Test
  void signalsFirstUseByActorAfterLearningTime() {
    Signal signal = only(run().take(at(START + 8 * DAY, LOOKUP)), FIRST_USE);

    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.actor()).isEqualTo(Event.ROLE);
    assertThat(signal.resource()).isEqualTo(Event.tableArn("Orders"));
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.start()).isEqualTo(START + 8 * DAY);
    assertThat(signal.end()).isEqualTo(START + 8 * DAY);
    assertThat(signal.evidence().eventIds()).containsExactly("e" + (START + 8 * DAY));
    assertThat(signal.evidence().origins()).singleElement().matches(o -> !o.console());
    assertThat(signal.evidence().facts())
        .containsEntry("statement_shape", "SELECT * FROM Orders WHERE pk = ?")
        .containsEntry("verb", "SELECT");
    assertThat(signal.message())
        .isEqualTo(
            "role/orders used PartiQL for the first time, on `Orders`:"
                + " find out who runs it, and list the actor in partiqlUsers if it may"
                + " use it.");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1", "1, 1"})
  void endsLearningTimeExactly(long offset, int signals) {
    assertThat(run().take(at(START + 7 * DAY + offset, LOOKUP)).signals(FIRST_USE))
        .hasSize(signals);
  }

  @Test
  void signalsNoFirstUseWhileStartOfObservationIsUnknown() {
    assertThat(new Run(Policies.PLAIN, Long.MAX_VALUE).take(at(START, LOOKUP)).signals()).isEmpty();
  }

  /** Otherwise a look at a harmless table would excuse a theft of another an hour later. */
  @Test
  void signalsUseUntilItHasLastedForTheLearningTime() {
    Run run = run();
    for (int day = 8; day <= 20; day++) {
      run.take(at(START + day * DAY, LOOKUP));
    }
    assertThat(run.signals(FIRST_USE))
        .extracting(Signal::message)
        .hasSize(7)
        .satisfies(
            messages -> {
              assertThat(messages.get(0)).contains("used PartiQL for the first time, on");
              assertThat(messages.get(6)).contains("used PartiQL again, 6 days after the first");
            });
  }

  @Test
  void signalsUseOfEachTable() {
    long first = START + 8 * DAY;
    Run run =
        run()
            .take(
                at(first, LOOKUP),
                at(first + SLOT - 1, LOOKUP).on("Customers"),
                at(first + 2 * SLOT, LOOKUP).on("Invoices"));
    assertThat(run.signals(FIRST_USE))
        .extracting(Signal::resource)
        .containsExactly(
            Event.tableArn("Orders"), Event.tableArn("Customers"), Event.tableArn("Invoices"));
  }

  @Test
  void findsSameFirstUseIfEarlierEventArrivesLate() {
    long first = START + 8 * DAY + 5 * MINUTE;
    Event early = at(first - 10 * MINUTE, LOOKUP);
    Event later = at(first, LOOKUP).on("Customers");
    assertThat(run().take(later, early).findings()).isEqualTo(run().take(early, later).findings());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2"})
  void signalsFirstUseAgainAfterMemoryExpires(int slots, int signals) {
    long first = START + 8 * DAY;
    Run run = run().take(at(first, LOOKUP), at(first + 14 * DAY + slots * SLOT, LOOKUP));
    assertThat(run.signals(FIRST_USE)).hasSize(signals);
  }

  @Test
  void countsDeniedAttemptAsUse() {
    Signal signal =
        only(run().take(at(START + 8 * DAY, LOOKUP).failed("AccessDeniedException")), FIRST_USE);
    assertThat(signal.evidence().facts()).containsEntry("error_code", "AccessDeniedException");
  }

  @Test
  void countsCallWithoutStatementsAsUse() {
    assertThat(run().take(at(START + 8 * DAY)).ids()).containsExactly(FIRST_USE);
  }

  @Test
  void doesNotSignalFirstUseByPermittedActor() {
    Policy policy = Policies.allowing("arn:aws:iam::111122223333:role/*");
    assertThat(run(policy).take(at(START + 8 * DAY, LOOKUP)).signals()).isEmpty();
    assertThat(run(policy).take(at(START + 8 * DAY, LOOKUP).by(Event.USER)).ids())
        .containsExactly(FIRST_USE);
  }

  @Test
  void ignoresOtherOperations() {
    Run run = run().take(at(START + 8 * DAY).as(Operation.SCAN));
    assertThat(run.signals()).isEmpty();
    assertThat(run.state()).isNull();
    assertThat(run.take(at(START + 9 * DAY, LOOKUP)).ids()).containsExactly(FIRST_USE);
  }

  // ---- new shapes

  @Test
  void signalsNewStatementShapeOfRole() {
    Signal signal =
        only(experienced(Policies.PLAIN).take(at(START + 9 * DAY, OTHER_LOOKUP)), NEW_SHAPE);

    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.evidence().counts())
        .containsEntry("known_shapes", 1L)
        .containsEntry("history_days", 9L);
    assertThat(signal.evidence().facts())
        .containsEntry("statement_shape", "SELECT pk FROM Orders WHERE pk = ? AND sk > ?")
        .containsEntry("verb", "SELECT")
        .containsEntry("access", "KEY_LOOKUP");
  }

  @Test
  void doesNotSignalKnownShapeWithOtherValues() {
    String sql = "select * from Orders where pk='another value';";
    assertThat(experienced(Policies.PLAIN).take(at(START + 9 * DAY, sql)).signals()).isEmpty();
  }

  @Test
  void signalsEachNewShapeOfBatch() {
    Event batch =
        at(START + 9 * DAY, LOOKUP, OTHER_LOOKUP, "SELECT sk FROM Orders WHERE pk = ?")
            .as(Operation.BATCH_EXECUTE_STATEMENT);
    assertThat(experienced(Policies.PLAIN).take(batch).ids()).containsExactly(NEW_SHAPE, NEW_SHAPE);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1"})
  void learnsShapesOfFirstDaysWithoutSignals(long offset, int signals) {
    Run run =
        run()
            .take(
                at(START, LOOKUP),
                at(START + 5 * DAY, LOOKUP),
                at(START + 7 * DAY + offset, OTHER_LOOKUP));
    assertThat(run.signals(NEW_SHAPE)).hasSize(signals);
  }

  @Test
  void treatsShapeInSameAndNextSlotAsNew() {
    long time = START + 9 * DAY;
    Run run =
        experienced(Policies.PLAIN)
            .take(
                at(time, OTHER_LOOKUP),
                at(time + 2 * SLOT - 1, OTHER_LOOKUP),
                at(time + 2 * SLOT, OTHER_LOOKUP));
    assertThat(run.signals(NEW_SHAPE)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void signalsShapeAgainAfterMemoryExpires(int slots, int signals) {
    long last = START + 9 * DAY;
    Run run = run().take(at(START, LOOKUP), at(last, LOOKUP, OTHER_LOOKUP));
    run.take(at(last + 10 * DAY, LOOKUP));
    long before = run.signals(NEW_SHAPE).size();
    run.take(at(last + 14 * DAY + slots * SLOT, OTHER_LOOKUP));
    assertThat(run.signals(NEW_SHAPE)).hasSize((int) before + signals);
  }

  @Test
  void doesNotSignalNewShapesOfPeople() {
    Run users = run();
    Run browsers = experienced(Policies.PLAIN);
    for (int day = 0; day <= 8; day++) {
      users.take(at(START + day * DAY, LOOKUP).by(Event.USER));
    }
    assertThat(users.take(at(START + 9 * DAY, OTHER_LOOKUP).by(Event.USER)).signals()).isEmpty();
    assertThat(browsers.take(at(START + 9 * DAY, OTHER_LOOKUP).inConsole()).signals()).isEmpty();
  }

  @Test
  void doesNotLearnShapesFromConsole() {
    Run run = experienced(Policies.PLAIN).take(at(START + 9 * DAY, OTHER_LOOKUP).inConsole());
    assertThat(run.take(at(START + 10 * DAY, OTHER_LOOKUP)).ids()).containsExactly(NEW_SHAPE);
  }

  @Test
  void doesNotSignalNewShapesOfPermittedActor() {
    Run run = experienced(Policies.allowing(Event.ROLE.id()));
    assertThat(run.take(at(START + 9 * DAY, OTHER_LOOKUP)).signals()).isEmpty();
  }

  @Test
  void signalsShapeOfInvalidStatement() {
    Run run = experienced(Policies.PLAIN);
    Signal signal =
        only(
            run.take(at(START + 9 * DAY, "' OR 'secret'='").failed("ValidationException")),
            NEW_SHAPE);
    assertThat(signal.evidence().facts())
        .containsEntry("statement_shape", "?")
        .containsEntry("error_code", "ValidationException")
        .doesNotContainKey("verb");
  }

  @Test
  void suppressesNewShapesAndReportsWhyIfMemoryIsFull() {
    Run run = experienced(Policies.PLAIN);
    long flood = START + 9 * DAY;
    for (int i = 0; i < PartiqlState.MAX_SHAPES + 44; i++) {
      run.take(at(flood + i, "SELECT a" + i + " FROM Orders WHERE pk = ?"));
    }
    assertThat(run.state().shapes).hasSize(PartiqlState.MAX_SHAPES);
    assertThat(run.state().shapesForgotten).isEqualTo(45);

    int before = run.signals(NEW_SHAPE).size();
    run.take(at(flood + DAY, OTHER_LOOKUP), at(flood + DAY, SCAN).id("scan"));
    assertThat(run.signals(NEW_SHAPE)).hasSize(before);
    assertThat(only(run, FULL_SCAN).evidence().counts()).containsEntry("shapes_forgotten", 46L);

    for (int day = 2; day <= 16; day++) {
      run.take(at(flood + day * DAY, LOOKUP));
    }
    run.take(at(flood + 16 * DAY + SLOT, "SELECT z FROM Orders WHERE pk = ?"));
    assertThat(run.signals(NEW_SHAPE)).hasSize(before + 1);
  }

  // ---- full scans

  @Test
  void signalsStatementWithoutKeyAsFullScan() {
    Signal signal = only(run().take(at(START, SCAN)), FULL_SCAN);

    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.magnitude()).isEqualTo(1);
    assertThat(signal.evidence().counts())
        .containsEntry("statements", 1L)
        .containsEntry("window_seconds", 300L);
    assertThat(signal.evidence().facts())
        .containsEntry("statement_shape", "SELECT * FROM Orders WHERE total > ?")
        .containsEntry("access", "FULL_SCAN")
        .containsEntry("verb", "SELECT");
  }

  @Test
  void countsPagesOfScanAndDuplicatesOnce() {
    List<Event> pages = Event.repeat(20, 3_000, at(START, SCAN));
    Run run = run().take(pages).take(pages).takeTogether(pages);
    assertThat(run.signals(FULL_SCAN))
        .extracting(Signal::magnitude)
        .startsWith(1L, 2L, 3L)
        .endsWith(20L)
        .allMatch(pagesSoFar -> pagesSoFar <= 20);
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT * FROM Orders WHERE pk = ?",
    "INSERT INTO Orders VALUE ?",
    "SELECT * FROM Orders WHERE pk = ? AND (",
    "EXPLAIN SELECT * FROM Orders",
  })
  void doesNotSignalLookupsInsertsAndInvalidStatements(String sql) {
    assertThat(run().take(at(START, sql)).signals()).isEmpty();
  }

  @Test
  void ignoresFailedScan() {
    assertThat(run().take(at(START, SCAN).failed("AccessDeniedException")).signals()).isEmpty();
  }

  @Test
  void signalsScanByPermittedActor() {
    Run run = run(Policies.allowing(Event.ROLE.id()));
    assertThat(run.take(at(START, SCAN)).ids()).containsExactly(FULL_SCAN);
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, MEDIUM",
    "INTERNAL, HIGH",
    "CONFIDENTIAL, HIGH",
    "RESTRICTED, CRITICAL",
  })
  void adjustsLevelOfScanToSensitivityOfTable(Sensitivity sensitivity, Level level) {
    Run run = run(Policies.sensitive("Orders", sensitivity)).take(at(START, SCAN));
    assertThat(only(run, FULL_SCAN).level()).isEqualTo(level);
    assertThat(run.take(at(START + 1, SCAN).on("Other")).signals())
        .last()
        .extracting(Signal::level)
        .isEqualTo(Level.HIGH);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 300, MEDIUM",
    "true, 301, CRITICAL",
    "true, 0, CRITICAL",
    "false, 10, MEDIUM",
    "false, 11, CRITICAL",
  })
  void lowersLevelOfScanOfFewItems(boolean console, int limit, Level level) {
    Event event = at(START, SCAN).limit(limit);
    Run run =
        run(Policies.sensitive("Orders", Sensitivity.RESTRICTED))
            .take(console ? event.inConsole() : event);
    assertThat(only(run, FULL_SCAN).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"INTERNAL, 100, LOW", "RESTRICTED, 100, MEDIUM", "INTERNAL, 301, HIGH"})
  void lowersLevelOfSmallScanByPermittedActorFurther(
      Sensitivity sensitivity, int limit, Level level) {
    Policy policy = Policies.sensitiveTo("Orders", sensitivity, Event.ROLE.id());
    Run run = run(policy).take(at(START, SCAN).limit(limit).inConsole());
    assertThat(only(run, FULL_SCAN).level()).isEqualTo(level);
  }

  @Test
  void doesNotTakeAWriteForALook() {
    Run run = run().take(at(START, "UPDATE Orders SET a = 1 WHERE total > 10").limit(5));
    assertThat(only(run, FULL_SCAN).level()).isEqualTo(Level.HIGH);
  }

  @ParameterizedTest
  @CsvSource({"10, MEDIUM", "11, HIGH"})
  void raisesLevelOfManySmallScans(int scans, Level level) {
    Event smallScan = at(START, SCAN).limit(100).inConsole();
    Run run = run().take(Event.repeat(scans, 1_000, smallScan));
    assertThat(run.findings().get(FULL_SCAN + " " + Event.tableArn("Orders")).level())
        .isEqualTo(level);
  }

  // ---- mass writes

  @ParameterizedTest
  @CsvSource({
    "DELETE FROM Orders WHERE pk = ?",
    "UPDATE Orders SET a = ? WHERE pk = ?",
    "INSERT INTO Orders VALUE ?",
  })
  void signalsManyWritesWithinFiveMinutes(String sql) {
    Run run = run().take(Event.repeat(4, MINUTE, at(START, sql)));
    assertThat(run.signals()).isEmpty();

    Signal signal = only(run.take(at(START + 4 * MINUTE, sql)), MASS_WRITE);
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.magnitude()).isEqualTo(5);
    assertThat(signal.evidence().counts())
        .containsEntry("statements", 5L)
        .containsEntry("window_seconds", 300L);
    assertThat(signal.message()).contains("5 PartiQL statements", "such as " + sql);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 0", "1, 0"})
  void endsWindowOfWritesExactly(long offset, int signals) {
    Run run =
        run()
            .take(Event.repeat(4, 1, at(START, DELETE)))
            .take(at(START + 5 * MINUTE + offset, DELETE));
    assertThat(run.signals(MASS_WRITE)).hasSize(signals);
  }

  @Test
  void countsWindowAcrossSlots() {
    Run run =
        run()
            .take(Event.repeat(3, 1, at(START + SLOT - MINUTE, DELETE)))
            .take(Event.repeat(2, 1, at(START + SLOT, DELETE)));
    assertThat(run.ids()).containsExactly(MASS_WRITE);
  }

  @Test
  void countsWritesPerTable() {
    Run run = run();
    for (int i = 0; i < 5; i++) {
      run.take(at(START + i, DELETE).on("Table" + i));
    }
    assertThat(run.signals()).isEmpty();
  }

  @Test
  void countsEachStatementOfBatch() {
    Event batch = at(START, Event.copies(5, DELETE)).as(Operation.BATCH_EXECUTE_STATEMENT);
    assertThat(run().take(batch).ids()).containsExactly(MASS_WRITE);
  }

  @Test
  void countsDuplicateWriteOnce() {
    List<Event> four = Event.repeat(4, 1_000, at(START, DELETE));
    assertThat(run().take(four).take(four).takeTogether(four).signals()).isEmpty();
  }

  @Test
  void ignoresFailedWrites() {
    List<Event> failed =
        Event.repeat(9, 1_000, at(START, DELETE).failed("ConditionalCheckFailedException"));
    assertThat(run().take(failed).signals()).isEmpty();
  }

  @Test
  void countsLateWriteInItsWindow() {
    List<Event> writes = Event.repeat(5, 1_000, at(START + 6 * MINUTE, DELETE));
    Run run = run().take(writes.subList(1, 5));
    run.take(at(START + 20 * MINUTE, LOOKUP)).passTo(START + 21 * MINUTE);
    assertThat(run.take(writes.get(0)).ids()).containsExactly(MASS_WRITE);
  }

  @Test
  void keepsCountAcrossRestart() {
    Run run = run();
    Event.repeat(5, 1_000, at(START, DELETE)).forEach(event -> run.restart().take(event));
    assertThat(run.ids()).containsExactly(MASS_WRITE);
  }

  @Test
  void signalsSingleDeleteWithoutKeyAsMassWrite() {
    Run run = run().take(at(START, "DELETE FROM Orders WHERE total > 1"));
    assertThat(run.ids()).containsExactly(FULL_SCAN, MASS_WRITE);
    assertThat(only(run, MASS_WRITE).evidence().facts())
        .containsEntry("access", "FULL_SCAN")
        .containsEntry("verb", "DELETE");
  }

  @Test
  void estimatesCountOfManyWrites() {
    Run run = run(Policies.with(Duration.ofDays(7), Duration.ofDays(14), 500));
    for (int second = 0; second < 300; second++) {
      run.takeTogether(Event.repeat(20, 1, at(START + second * 1_000L, DELETE)));
    }
    assertThat(run.signals(MASS_WRITE))
        .last()
        .satisfies(signal -> assertThat(signal.magnitude()).isBetween(5_400L, 6_600L));
  }

  // ---- memory and privacy

  @Test
  void expiresStateAndTimersOfSilentActor() {
    Run run = run().take(at(START, SCAN), at(START + DAY, LOOKUP));

    run.passTo(START + DAY + SLOT + 14 * DAY + SLOT - 1);
    assertThat(run.state()).isNotNull();
    assertThat(run.state().tables).isEmpty();
    assertThat(run.wakeUps()).hasSize(1);

    run.passTo(START + DAY + SLOT + 14 * DAY + SLOT);
    assertThat(run.state()).isNull();
    assertThat(run.wakeUps()).isEmpty();
  }

  @Test
  void keepsOneTimerForActiveActor() {
    Run run = run();
    for (int day = 0; day < 60; day++) {
      run.take(at(START + day * DAY, LOOKUP));
    }
    assertThat(run.wakeUps()).hasSize(1);
    assertThat(run.state()).isNotNull();
  }

  @Test
  void keepsNoLiteralInSignalsOrState() {
    Run run = experienced(Policies.PLAIN);
    List<Event> events = new ArrayList<>();
    long time = START + 9 * DAY;
    for (String sql :
        List.of(
            "SELECT * FROM Orders WHERE ssn = 'MARKER' OR MARKER_IS_NO = 1",
            "SELECT * FROM Orders WHERE total > 'MARKER'",
            "DELETE FROM Orders WHERE name = 'O'MARKER'",
            "INSERT INTO Orders VALUE {'pk': 'MARKER', 'm': {'MARKER': ['MARKER']}}",
            "UPDATE Orders SET a = <<'MARKER'>> WHERE pk IN ['MARKER', 'MARKER']",
            "DELETE FROM Orders WHERE pk = 'MARKER")) {
      events.add(at(time++, sql.replace("MARKER_IS_NO", "x")));
    }
    run.take(events).take(Event.repeat(9, 1, at(time, "DELETE FROM Orders WHERE pk = 'MARKER'")));

    assertThat(run.ids()).contains(NEW_SHAPE, FULL_SCAN, MASS_WRITE);
    assertThat(run.signals().toString()).doesNotContain("MARKER");
    assertThat(run.state().shapes + " " + run.state().tables).doesNotContain("MARKER");
  }

  @Test
  void boundsNumberOfEventIdsAndOrigins() {
    List<Event> pages = Event.repeat(50, 1_000, at(START, SCAN));
    Evidence evidence = only(run().takeTogether(pages), FULL_SCAN).evidence();
    assertThat(evidence.eventIds()).hasSize(ActivityBundle.MAX_SAMPLES);
    assertThat(evidence.origins()).hasSize(1);
  }

  private static Signal only(Run run, String id) {
    List<Signal> signals = run.signals(id);
    assertThat(signals).as("signals of %s", id).hasSize(1);
    return signals.get(0);
  }
}
