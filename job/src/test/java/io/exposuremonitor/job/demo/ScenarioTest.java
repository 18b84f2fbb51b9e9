package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The records of the demo, processed by the real rules and detectors. */
class ScenarioTest {
  private static final int SEED = 1;
  private static final int NIGHTS = 24;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-26T09:00:00Z"));
  private final FakeDynamoDb tables = new FakeDynamoDb();
  private final Ledger ledger = new Ledger();
  private static PureMonitor.Knowledge knowledge;

  private Trail trail;
  private PureMonitor monitor;

  @BeforeAll
  static void loadKnowledge() throws Exception {
    knowledge = PureMonitor.Knowledge.of(DemoPage.resource("policy.yml"));
  }

  @BeforeEach
  void start() {
    trail = new Trail(SEED, now::get);
    monitor = new PureMonitor(knowledge);
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void raisesExactlyExpectedFindingsForEachAct(Act act) throws Exception {
    intruder(act);

    assertThat(found()).isEqualTo(new HashSet<>(act.expected()));
  }

  @Test
  void detectsWholeTheftDuringShopTraffic() throws Exception {
    for (Act act : Act.values()) {
      business(100);
      intruder(act);
    }

    assertThat(found())
        .isEqualTo(
            new HashSet<>(
                Arrays.stream(Act.values()).flatMap(act -> act.expected().stream()).toList()));
  }

  /** An hour of story time, longer than anybody watches. */
  @Test
  void raisesNoFindingsForShopTrafficAlone() throws Exception {
    for (int night = 0; night < NIGHTS; night++) {
      business(300);
    }

    assertThat(found()).isEmpty();
    assertThat(ledger.taken(Company.BATCH.id(), Company.ORDERS.name()).calls())
        .isGreaterThan(NIGHTS);
  }

  /** At a high speed of the demo, this many nights pass within minutes. */
  @Test
  void raisesNoFindingForFrequentNightlyReports() {
    for (int night = 0; night < 400; night++) {
      business(1);
    }

    assertThat(found()).isEmpty();
  }

  @Test
  void detectsNightlyReportWithoutPolicyOverride() throws Exception {
    String policy = DemoPage.resource("policy.yml");
    monitor =
        new PureMonitor(
            PureMonitor.Knowledge.of(policy.substring(0, policy.indexOf("  overrides:"))));
    for (int night = 0; night < 10; night++) {
      business(10);
    }

    assertThat(found())
        .containsExactly(
            new ExpectedFinding("bulk-read.table-scan", Company.BATCH.id(), Company.ORDERS.arn()));
  }

  @Test
  void countsStolenItemsOnce() throws Exception {
    intruder(Act.SCAN);

    Ledger.Taken taken = ledger.taken(Company.INTRUDER.id(), Company.CUSTOMERS.name());
    assertThat(taken.items()).isEqualTo(Company.CUSTOMER_COUNT);
    assertThat(taken.distinct()).isEqualTo(Company.CUSTOMER_COUNT);
  }

  @Test
  void narrowedTrailRecordsOnlyManagementCalls() throws Exception {
    intruder(Act.BLINDFOLD);
    long before = trail.records();
    business(10);
    assertThat(trail.records()).isEqualTo(before);
    assertThat(trail.unseen()).isPositive();

    intruder(Act.EXPORT);
    assertThat(trail.records()).isEqualTo(before + 1);
  }

  @Test
  void rogueFunctionReadsOnlyOnceAttached() {
    RogueFunction rogue = new RogueFunction(new FakeStreams(), trail, ledger);
    rogue.poll();
    assertThat(trail.records()).isZero();

    rogue.attach();
    assertThat(trail.records()).as("GetShardIterator and GetRecords").isEqualTo(2);
  }

  /** Customers visit the shop, and the nightly report runs. */
  private void business(int visits) {
    Application application =
        new Application(
            new RecordedDynamoDb(tables, Company.APPLICATION, trail, ledger),
            new People(SEED),
            SEED);
    for (int i = 0; i < visits; i++) {
      application.visit();
      advanceClock();
    }
    new NightBatch(new RecordedDynamoDb(tables, Company.BATCH, trail, ledger)).run();
    trail.deliver(monitor);
  }

  private void intruder(Act act) throws InterruptedException {
    new Intruder(
            new RecordedDynamoDb(tables, Company.INTRUDER, trail, ledger),
            new FakeCloudTrail(),
            trail)
        .act(act, stretch -> now.updateAndGet(time -> time.plus(stretch)));
    if (act == Act.FUNCTION) {
      new RogueFunction(new FakeStreams(), trail, ledger).attach();
    }
    advanceClock();
    trail.deliver(monitor);
  }

  private void advanceClock() {
    now.updateAndGet(time -> time.plus(Application.PACE));
  }

  private Set<ExpectedFinding> found() {
    List<ExpectedFinding> all =
        monitor.signals().stream()
            .filter(signal -> signal.level().atLeast(Level.MEDIUM))
            .map(
                signal ->
                    new ExpectedFinding(
                        signal.analytic().id(), signal.actor().id(), signal.resource()))
            .toList();
    return new HashSet<>(all);
  }
}
