package io.exposuremonitor.detectors.weighing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeigherTest {
  private static final long HOUR = 60 * 60 * 1000L;
  private static final long SLOT = 4 * HOUR;

  /** A Monday, 00:00 UTC. */
  private static final long MONDAY = 1_763_337_600_000L;

  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/customers";
  private static final List<String> CARDS = List.of("email-address", "payment-card");
  private static final List<String> CONTACTS = List.of("email-address", "phone-number");
  private static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::123456789012:role/App", "123456789012");

  private final List<Finding> out = new ArrayList<>();
  private final List<Finding> minor = new ArrayList<>();
  private @Nullable WeighingState state;

  @Test
  void computesShareReadFromInventorySize() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new TableSize(TABLE, MONDAY, 100L << 20, 5_000, false));
    Finding scan = scan(MONDAY + HOUR, Phase.OPENED);
    Finding pages =
        scan.toBuilder().evidence(new Evidence(Map.of("pages", 41L), Map.of(), List.of())).build();
    state = weigher.on(state, pages, out::add, minor::add);

    assertThat(out.get(0).message()).isEqualTo(scan.message() + "; about 41 % of the table");
    assertThat(out.get(0).evidence().counts()).containsEntry("coverage_percent", 41L);
    assertThat(state).isNotNull();
    assertThat(state.itemCount).isEqualTo(5_000);
  }

  @Test
  void forgetsTableWhoseSizeIsNoLongerKnown() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new TableSize(TABLE, MONDAY, 100L << 20, 5_000, false));
    assertThat(state).isNotNull();
    state = weigher.on(state, new TableSize(TABLE, MONDAY + HOUR, 0, 0, false));

    assertThat(state).isNull();
  }

  @Test
  void keepsShareGivenByDetector() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new TableSize(TABLE, MONDAY, 100L << 20, 5_000, false));
    Finding scan = scan(MONDAY + HOUR, Phase.OPENED);
    Map<String, Long> counts = Map.of("pages", 41L, "coverage_percent", 7L);
    Evidence evidence = new Evidence(counts, Map.of(), List.of());
    Finding reported = scan.toBuilder().evidence(evidence).build();
    state = weigher.on(state, reported, out::add, minor::add);

    assertThat(out).containsExactly(reported);
  }

  @Test
  void replayWeighsByHoldingsAtEndOfSlot() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.FINAL);
    Finding scan = scan(MONDAY + HOUR, Phase.OPENED);
    state = weigher.on(state, scan, out::add, minor::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + SLOT, CARDS), out::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + 2 * SLOT, List.of()), out::add);
    assertThat(out).isEmpty();
    state = weigher.onTime(state, MONDAY + SLOT - 1, out::add, minor::add);
    assertThat(out).isEmpty();
    state = weigher.onTime(state, Weigher.due(scan), out::add, minor::add);

    assertThat(out).hasSize(1);
    Finding weighed = out.get(0);
    assertThat(weighed.uid()).isEqualTo(scan.uid());
    assertThat(weighed.level()).isEqualTo(Level.CRITICAL);
    assertThat(weighed.message())
        .isEqualTo(
            "About 83 % of `customers`, holding e-mail addresses and payment card numbers, 1,200"
                + " pages, read in 14 minutes by role/App");
    assertThat(weighed.evidence().facts())
        .containsEntry("table_holds", "email-address, payment-card")
        .containsEntry("sensitivity", "restricted")
        .containsEntry("level_before", "high");
    assertThat(weighed.evidence().counts()).isEqualTo(scan.evidence().counts());
  }

  @Test
  void liveWeighsImmediatelyAndRaisesOpenFindingsLater() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new Holdings(TABLE, MONDAY, CONTACTS), out::add);
    state = weigher.on(state, scan(MONDAY + HOUR, Phase.OPENED), out::add, minor::add);
    assertThat(out).extracting(Finding::level).containsExactly(Level.HIGH);
    assertThat(out.get(0).message()).contains("holding e-mail addresses and phone numbers,");

    state = weigher.on(state, new Holdings(TABLE, MONDAY + SLOT, CARDS), out::add);
    assertThat(out).extracting(Finding::level).containsExactly(Level.HIGH, Level.CRITICAL);
    assertThat(out.get(1).phase()).isEqualTo(Phase.UPDATED);
    assertThat(out.get(1).time()).isEqualTo(MONDAY + SLOT);

    state = weigher.on(state, scan(MONDAY + HOUR, Phase.CLOSED), out::add, minor::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + 2 * SLOT, CONTACTS), out::add);
    assertThat(out)
        .extracting(Finding::phase)
        .containsExactly(Phase.OPENED, Phase.UPDATED, Phase.CLOSED);
    assertThat(out.get(2).level()).isEqualTo(Level.CRITICAL);
  }

  @Test
  void appliesPolicySensitivityOfRestoreSource() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            tables:
            - {match: customers, sensitivity: public}
            - {match: vault, sensitivity: restricted}
            """);
    Weigher weigher = new Weigher(policy, Reporting.LIFE_CYCLE);
    String source = TABLE.replace("customers", "vault");
    state = weigher.on(state, scan(MONDAY + HOUR, Phase.OPENED), out::add, minor::add);
    state =
        weigher.on(state, new Holdings(TABLE, MONDAY + HOUR, List.of(), List.of(source)), out::add);

    assertThat(out.get(out.size() - 1).evidence().facts())
        .containsEntry("sensitivity", "restricted");
    assertThat(out.get(out.size() - 1).level().atLeast(Level.CRITICAL)).isTrue();
  }

  /** A role may be called like a table. */
  @Test
  void doesNotWeighFindingsAboutOtherThings() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            tables:
            - {match: customers, sensitivity: restricted}
            - {match: "*", sensitivity: public}
            """);
    Weigher weigher = new Weigher(policy, Reporting.LIFE_CYCLE);
    for (String other : List.of("customers", "arn:aws:iam::111122223333:role/app")) {
      Finding finding = scan(MONDAY + HOUR, Phase.OPENED).toBuilder().resource(other).build();
      state = weigher.on(null, finding, out::add, minor::add);

      assertThat(out.get(out.size() - 1).level()).isEqualTo(finding.level());
      assertThat(out.get(out.size() - 1).evidence().facts()).doesNotContainKey("sensitivity");
    }
  }

  @Test
  void neverLowersReportedLevel() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new Holdings(TABLE, MONDAY, CARDS), out::add);
    state = weigher.on(state, scan(MONDAY + HOUR, Phase.OPENED), out::add, minor::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + SLOT, List.of()), out::add);
    state = weigher.on(state, scan(MONDAY + 2 * HOUR, Phase.CLOSED), out::add, minor::add);

    assertThat(out).extracting(Finding::level).containsExactly(Level.CRITICAL, Level.CRITICAL);
    assertThat(state).as("the holdings of the table remain").isNotNull();
  }

  @Test
  void ignoresHoldingsLearnedAfterEndOfSlot() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, scan(MONDAY + HOUR, Phase.OPENED), out::add, minor::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + 2 * SLOT, CARDS), out::add);

    assertThat(out).extracting(Finding::level).containsExactly(Level.HIGH);
  }

  @Test
  void forgetsTableWithoutHoldings() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, scan(MONDAY, Phase.OPENED), out::add, minor::add);
    assertThat(state).isNotNull();
    state = weigher.on(state, scan(MONDAY, Phase.CLOSED), out::add, minor::add);

    assertThat(state).isNull();
    assertThat(weigher.on(null, new Holdings(TABLE, MONDAY, List.of()), out::add)).isNull();
  }

  @Test
  void boundsHoldingsAndOpenFindings() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    for (int i = 0; i < 200; i++) {
      List<String> classes = i % 2 == 0 ? CARDS : CONTACTS;
      state = weigher.on(state, new Holdings(TABLE, MONDAY + i * SLOT, classes), out::add);
      state = weigher.on(state, new Holdings(TABLE, MONDAY + i * SLOT + 1, classes), out::add);
      state =
          weigher.on(
              state, finding("f" + i, "bulk-read.x", Level.HIGH, MONDAY), out::add, minor::add);
    }

    assertThat(state.holdings).hasSize(Weigher.MAX_HOLDINGS);
    assertThat(state.open).hasSize(Weigher.MAX_OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    // rules don't consider tables, so the label counts
    "export.to-unapproved-destination, HIGH, public, '', MEDIUM",
    "export.to-unapproved-destination, HIGH, restricted, '', CRITICAL",
    "export.to-unapproved-destination, HIGH, internal, '', HIGH",
    "export.to-unapproved-destination, CRITICAL, restricted, '', CRITICAL",
    // detectors of bulk reads have already considered it
    "bulk-read.table-scan, CRITICAL, restricted, '', CRITICAL",
    "bulk-read.table-scan, MEDIUM, public, '', MEDIUM",
    // learned content takes precedence over a lower label
    "bulk-read.table-scan, MEDIUM, public, payment-card, CRITICAL",
    "bulk-read.table-scan, HIGH, internal, payment-card, CRITICAL",
    "export.to-unapproved-destination, HIGH, public, email-address, HIGH",
    "backup.copied-out, HIGH, '', private-key, CRITICAL",
    "consumer.new-stream-reader, MEDIUM, '', health, HIGH",
    "bulk-read.low-and-slow, MEDIUM, '', email-address, MEDIUM",
    // a few items seen by PartiQL stay at that level
    "partiql.full-scan, MEDIUM, '', payment-card, MEDIUM",
    "partiql.full-scan, HIGH, '', payment-card, CRITICAL",
    // no data was taken
    "destruction.mass-delete, HIGH, '', payment-card, HIGH",
    "sensitive-data.secret, HIGH, '', aws-access-key, HIGH",
    "blindspot.gap, MEDIUM, '', payment-card, MEDIUM",
    "export.to-unapproved-destination, HIGH, '', '', HIGH",
  })
  void adjustsLevelByLabelAndContents(
      String id, Level before, String label, String held, Level after) {
    Weigher weigher = new Weigher(policy(label), Reporting.LIFE_CYCLE);
    List<String> classes = held.isEmpty() ? List.of() : List.of(held);
    state = weigher.on(state, new Holdings(TABLE, MONDAY, classes), out::add);
    state = weigher.on(state, finding("f", id, before, MONDAY + HOUR), out::add, minor::add);

    assertThat(out).extracting(Finding::level).containsExactly(after);
  }

  @Test
  void appendsHoldingsToMessageWithoutTableName() {
    Weight weight = new Weight(null, null, List.of("health"));
    Finding rule = finding("f", "export.x", Level.HIGH, MONDAY, "Exported: role/App called it.");
    Finding other = finding("f", "export.x", Level.HIGH, MONDAY, "role/App exported it");

    assertThat(weight.applyTo(rule).message())
        .isEqualTo("Exported: role/App called it. The table holds health data.");
    assertThat(weight.applyTo(other).message())
        .isEqualTo("role/App exported it; the table holds health data");
  }

  @Test
  void resolvesStreamToItsTable() {
    assertThat(Weigher.table(on(TABLE + "/stream/2025-11-22T00:00:00.000"))).isEqualTo(TABLE);
    assertThat(Weigher.table(on("arn:aws:kinesis:eu-central-1:1:stream/changes")))
        .isEqualTo("arn:aws:kinesis:eu-central-1:1:stream/changes");
    assertThat(Weigher.table(on(""))).isEmpty();
  }

  /** Findings and holdings arrive on two paths; the state is stored and loaded in between. */
  @Property(tries = 200)
  void replayIsIndependentOfArrivalOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long time = MONDAY + random.nextInt(40) * HOUR;
      findings.add(finding("f" + i, "export.x", Level.MEDIUM, time));
    }
    List<Holdings> holdings = new ArrayList<>();
    for (int i = 1; i < 8; i++) {
      List<List<String>> choices = List.of(CARDS, CONTACTS, List.of());
      holdings.add(new Holdings(TABLE, MONDAY + i * SLOT, choices.get(random.nextInt(3))));
    }
    List<Finding> shuffled = new ArrayList<>(findings);
    Collections.shuffle(shuffled, random);

    assertThat(new HashSet<>(mixed(shuffled, holdings, random)))
        .isEqualTo(new HashSet<>(mixed(findings, holdings, new Random(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "export.x, MEDIUM, restricted, '', true",
    "export.x, MEDIUM, '', payment-card, true",
    "export.x, MEDIUM, '', '', false",
    "export.x, HIGH, public, '', false",
    "export.x, HIGH, internal, '', true",
  })
  void appliesMinimumLevelAfterWeighing(
      String id, Level level, String label, String held, boolean reported) throws Exception {
    for (Reporting reporting : List.of(Reporting.LIFE_CYCLE, Reporting.FINAL)) {
      out.clear();
      minor.clear();
      Weigher weigher = new Weigher(atLeastHigh(label), reporting);
      List<String> classes = held.isEmpty() ? List.of() : List.of(held);
      state = weigher.on(null, new Holdings(TABLE, MONDAY, classes), out::add);
      Finding opened = finding("f", id, level, MONDAY + HOUR);
      state = weigher.on(state, opened, out::add, minor::add);
      Finding closed = opened.toBuilder().phase(Phase.CLOSED).build();
      state =
          reporting == Reporting.FINAL
              ? weigher.onTime(state, Long.MAX_VALUE, out::add, minor::add)
              : weigher.on(state, closed, out::add, minor::add);

      assertThat(out.isEmpty()).isEqualTo(!reported);
      assertThat(minor).as("counted once").hasSize(reported ? 0 : 1);
    }
  }

  @Test
  void reportsFindingRaisedToMinimumLevelByHoldings() throws Exception {
    Weigher weigher = new Weigher(atLeastHigh(""), Reporting.LIFE_CYCLE);
    Finding opened = finding("f", "export.x", Level.LOW, MONDAY + HOUR);
    Finding updated =
        finding("f", "export.x", Level.MEDIUM, MONDAY + HOUR).toBuilder()
            .phase(Phase.UPDATED)
            .build();
    Finding closed = updated.toBuilder().phase(Phase.CLOSED).build();
    state = weigher.on(state, opened, out::add, minor::add);
    state = weigher.on(state, updated, out::add, minor::add);
    assertThat(out).isEmpty();
    state = weigher.on(state, new Holdings(TABLE, MONDAY + SLOT, CARDS), out::add);
    weigher.use(atLeastCritical());
    state = weigher.on(state, updated, out::add, minor::add);
    state = weigher.on(state, closed, out::add, minor::add);

    assertThat(out)
        .extracting(Finding::phase, Finding::level)
        .containsExactly(
            tuple(Phase.OPENED, Level.HIGH),
            tuple(Phase.UPDATED, Level.HIGH),
            tuple(Phase.CLOSED, Level.HIGH));
    assertThat(minor).isEmpty();
  }

  /** Consumers count a finding as open until they are told of its end. */
  @Test
  void closesEveryReportedFindingAlthoughPolicyAndRoomChanged() throws Exception {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i <= Weigher.MAX_OPEN; i++) {
      findings.add(finding("f" + i, "recon.x", Level.LOW, MONDAY + i));
    }
    for (Finding finding : findings) {
      state = weigher.on(state, finding, out::add, minor::add);
    }
    weigher.use(atLeastHigh(""));
    out.clear();
    Collections.reverse(findings);
    for (Finding finding : findings) {
      Finding closed = finding.toBuilder().phase(Phase.CLOSED).build();
      state = weigher.on(state, closed, out::add, minor::add);
    }

    assertThat(out)
        .extracting(Finding::uid)
        .containsExactlyElementsOf(findings.stream().map(Finding::uid).toList());
    assertThat(out).allMatch(finding -> finding.phase() == Phase.CLOSED);
    assertThat(minor).isEmpty();
    assertThat(state).isNull();
  }

  @Test
  void holdingsThatArriveLateReplaceThoseOfLaterTimes() {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.LIFE_CYCLE);
    state = weigher.on(state, new Holdings(TABLE, MONDAY, CONTACTS), out::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + 3 * SLOT, List.of()), out::add);
    state = weigher.on(state, new Holdings(TABLE, MONDAY + 2 * SLOT, CARDS), out::add);
    state = weigher.on(state, scan(MONDAY, Phase.OPENED), out::add, minor::add);
    state = weigher.on(state, scan(MONDAY + 3 * SLOT, Phase.UPDATED), out::add, minor::add);

    assertThat(out).extracting(Finding::level).containsExactly(Level.HIGH, Level.CRITICAL);
    assertThat(state.holdings)
        .containsExactly(
            new Holdings(TABLE, MONDAY, CONTACTS), new Holdings(TABLE, MONDAY + 2 * SLOT, CARDS));
  }

  @Test
  void reportsFindingAsOpenedWhenUpdateReachesMinimumLevel() throws Exception {
    Weigher weigher = new Weigher(atLeastHigh(""), Reporting.LIFE_CYCLE);
    Finding opened = finding("f", "export.x", Level.MEDIUM, MONDAY + HOUR);
    state = weigher.on(state, opened, out::add, minor::add);
    Finding updated = opened.toBuilder().phase(Phase.UPDATED).level(Level.HIGH).build();
    state = weigher.on(state, updated, out::add, minor::add);
    state = weigher.on(state, updated, out::add, minor::add);

    assertThat(out).extracting(Finding::phase).containsExactly(Phase.OPENED, Phase.UPDATED);
  }

  private static Policy atLeastHigh(String label) throws PolicyException {
    return PolicyLoader.load(
        "p",
        "version: 1\nfindings: {minimumLevel: high}\n"
            + (label.isEmpty() ? "" : "tables: [{match: customers, sensitivity: " + label + "}]"));
  }

  private static Policy atLeastCritical() throws PolicyException {
    return PolicyLoader.load("p", "version: 1\nfindings: {minimumLevel: critical}\n");
  }

  private static List<Finding> mixed(
      List<Finding> findings, List<Holdings> holdings, Random random) {
    Weigher weigher = new Weigher(Policy.defaults(), Reporting.FINAL);
    List<Finding> out = new ArrayList<>();
    List<Finding> minor = new ArrayList<>();
    WeighingState state = null;
    int f = 0;
    int h = 0;
    while (f < findings.size() || h < holdings.size()) {
      if (h == holdings.size() || (f < findings.size() && random.nextBoolean())) {
        state = weigher.on(state, findings.get(f++), out::add, minor::add);
      } else {
        state = weigher.on(state, holdings.get(h++), out::add);
      }
    }
    if (state != null) {
      weigher.onTime(state, Long.MAX_VALUE, out::add, minor::add);
    }
    return out;
  }

  private static Policy policy(String label) {
    try {
      return label.isEmpty()
          ? Policy.defaults()
          : PolicyLoader.load(
              "p", "version: 1\ntables: [{match: customers, sensitivity: " + label + "}]");
    } catch (PolicyException invalid) {
      throw new AssertionError(invalid);
    }
  }

  private static Finding scan(long end, Phase phase) {
    Finding scan =
        finding(
            "scan",
            "bulk-read.table-scan",
            Level.HIGH,
            end,
            "About 83 % of `customers`, 1,200 pages, read in 14 minutes by role/App");
    return scan.toBuilder().phase(phase).build();
  }

  private static Finding on(String resource) {
    return finding("f", "consumer.x", Level.HIGH, MONDAY).toBuilder().resource(resource).build();
  }

  private static Finding finding(String uid, String id, Level level, long end) {
    return finding(uid, id, level, end, "`customers` it was");
  }

  private static Finding finding(String uid, String id, Level level, long end, String message) {
    return ExampleFinding.of(id, end)
        .uid(uid)
        .level(level)
        .actor(ROLE)
        .resource(TABLE)
        .account("123456789012")
        .region("eu-central-1")
        .start(end - HOUR / 2)
        .message(message)
        .evidence(new Evidence(Map.of("pages", 1_200L), Map.of(), List.of()))
        .build();
  }
}
