package io.exposuremonitor.detectors.access;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.DAY;
import static io.exposuremonitor.detectors.sighting.Act.ROLE;
import static io.exposuremonitor.detectors.sighting.Act.SERVICE;
import static io.exposuremonitor.detectors.sighting.Act.SLOT;
import static io.exposuremonitor.detectors.sighting.Act.START;
import static io.exposuremonitor.detectors.sighting.Act.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.detection.RecordedContext;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.sighting.Act;
import io.exposuremonitor.detectors.sighting.Sighter;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedBurstDetectorTest {
  private static final long THEN = after("P8D");
  private static final Activity SUCCESS =
      Act.of(Operation.SCAN).on("vault").at(THEN + 30 * 60_000).activity();

  private static KeyedRun<DeniedBurstState> watching(Policy policy) {
    return Act.byActor(new DeniedBurstDetector(Observation.unbrokenSince(START)), policy);
  }

  private static KeyedRun<DeniedBurstState> watching() {
    return watching(Policy.defaults());
  }

  /** Different calls that are refused within a minute. */
  private static List<Activity> refusals(int count, long start) {
    return IntStream.range(0, count)
        .mapToObj(i -> Act.of(Operation.SCAN).on("t" + i).at(start + 60_000L * i / count))
        .map(act -> act.refused().activity())
        .toList();
  }

  @Test
  void ignoresDescribeCallsRefusedInConsole() {
    List<Activity> pages =
        IntStream.range(0, 50)
            .mapToObj(i -> Act.of(Operation.DESCRIBE_TABLE).on("t" + i).at(THEN + 1_000L * i))
            .map(act -> act.inBrowser().refused().activity())
            .toList();
    List<Activity> describes =
        IntStream.range(0, 8)
            .mapToObj(i -> Act.of(Operation.DESCRIBE_TABLE).on("t" + i).at(THEN + 1_000L * i))
            .map(act -> act.refused().activity())
            .toList();
    List<Activity> scans =
        IntStream.range(0, 8)
            .mapToObj(i -> Act.of(Operation.SCAN).on("t" + i).at(THEN + 1_000L * i))
            .map(act -> act.inBrowser().refused().activity())
            .toList();

    assertThat(watching().take(pages).take(SUCCESS).signals()).isEmpty();
    assertThat(watching().take(describes).take(SUCCESS).signals()).hasSize(1);
    assertThat(watching().take(scans).take(SUCCESS).signals()).hasSize(1);
  }

  @Test
  void reportsFirstSuccessAfterManyRefusals() {
    List<Signal> signals = watching().take(refusals(8, THEN)).take(SUCCESS).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("access.denied-burst");
    assertThat(signal.level()).isEqualTo(Level.MEDIUM);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(Act.table("vault"));
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signal.start()).isEqualTo(THEN);
    assertThat(signal.end()).isEqualTo(SUCCESS.time());
    assertThat(signal.message()).contains("then read `vault`");
    assertThat(signal.evidence().counts())
        .containsEntry("refused_calls", 8L)
        .containsEntry("refused_tables", 8L);
    assertThat(signal.evidence().facts())
        .containsEntry("succeeded", "read")
        .containsEntry("success_event", SUCCESS.eventId());
  }

  @Test
  void listsSuccessAmongEvents() throws Exception {
    Policy policy =
        PolicyLoader.load("policy.yml", "version: 1\nthresholds: {access: {refusals: 1}}\n");
    List<Activity> refused = refusals(1, THEN);

    assertThat(watching(policy).take(refused).take(SUCCESS).signals())
        .flatExtracting(signal -> signal.evidence().eventIds())
        .containsExactlyInAnyOrder(refused.get(0).eventId(), SUCCESS.eventId());
  }

  @Test
  void countsEachRefusedTableOnce() {
    List<Activity> refused = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Act act = Act.of(Operation.SCAN).on("t" + i).at(THEN + i).refused();
      refused.add(act.activity());
      refused.add(act.in("us-east-1").activity());
    }

    assertThat(watching().take(refused).take(SUCCESS).signals())
        .extracting(signal -> signal.evidence().counts())
        .containsExactly(Map.of("refused_calls", 8L, "refused_tables", 4L));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT_ITEM, wrote to `vault`",
    "UPDATE_ITEM_READ_BACK, read items back from `vault`",
    "STREAM_GET_RECORDS, read the changes of `vault`",
    "EXPORT_TABLE, copied `vault`",
  })
  void saysWhatSucceeded(Operation operation, String done) {
    Act success = Act.of(operation).on("vault").at(THEN + 30 * 60_000);

    assertThat(watching().take(refusals(8, THEN)).take(success.activity()).signals())
        .extracting(Signal::message)
        .singleElement()
        .asString()
        .contains(" and then " + done + ", which it had never done before: ");
  }

  @Test
  void requiresEnoughRefusalsFollowedBySuccess() {
    assertThat(watching().take(refusals(8, THEN)).signals()).isEmpty();
    assertThat(watching().take(SUCCESS).signals()).isEmpty();
    assertThat(watching().take(refusals(7, THEN)).take(SUCCESS).signals()).isEmpty();
    assertThat(watching().take(SUCCESS).take(refusals(8, SUCCESS.time() + 300_000)).signals())
        .isEmpty();
    Activity onUnknownTable = Act.of(Operation.SCAN).on("").at(SUCCESS.time()).activity();
    assertThat(watching().take(refusals(8, THEN)).take(onUnknownTable).signals()).isEmpty();
  }

  @Test
  void countsRepeatedCallOnce() {
    KeyedRun<DeniedBurstState> run = watching();
    for (int i = 0; i < 500; i++) {
      run.take(Act.of(Operation.SCAN).on("vault").at(THEN + i).refused().activity());
    }

    assertThat(run.take(SUCCESS).signals()).isEmpty();
  }

  /** As in the job, the sighter precedes the shuffle: it does not emit a sighting twice. */
  @ParameterizedTest
  @CsvSource({"1, 11, 1", "11, 1, 1", "1, 2, 0", "2, 1, 0", "11, 12, 1", "12, 11, 1"})
  void respectsOrderOfCallsWithinSlot(int first, int second, int findings) {
    List<Activity> calls = new ArrayList<>();
    calls.add(Act.of(Operation.SCAN).on("vault").at(THEN + first * 60_000L).activity());
    calls.addAll(refusals(8, THEN + 6 * 60_000));
    calls.add(Act.of(Operation.SCAN).on("vault").at(THEN + second * 60_000L).activity());
    List<Signal> signals = signals(calls, Policy.defaults(), oneSighter());

    assertThat(signals.stream().map(Signal::resource).distinct()).hasSize(findings);
  }

  private static Supplier<Sighter> oneSighter() {
    Sighter sighter = newSighter();
    return () -> sighter;
  }

  private static Sighter newSighter() {
    return new Sighter(Policy.defaults().findings().lateness());
  }

  /** The signals about calls, each in a bundle of its own, in the order given. */
  private static List<Signal> signals(
      List<Activity> calls, Policy policy, Supplier<Sighter> sighters) {
    List<Signal> signals = new ArrayList<>();
    DetectorContext context = new RecordedContext(policy, signals, new ArrayList<>());
    DeniedBurstDetector detector = new DeniedBurstDetector(Observation.unbrokenSince(START));
    AtomicReference<DeniedBurstState> state = new AtomicReference<>();
    for (Activity call : calls) {
      Consumer<Sighting> toDetector = seen -> state.set(detector.on(state.get(), seen, context));
      KeyedRun.bundles(List.of(call))
          .forEach(bundle -> sighters.get().on(bundle, toDetector, toDetector));
    }
    return signals;
  }

  /** What the sighter withholds as repeated never matters, whether actors know a table or not. */
  @Property(tries = 500)
  void findsSameThroughSighterThatRemembers(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\nthresholds: {access: {refusals: 2, refusalsAlone: 50}}\n");
    List<Act> acts = new ArrayList<>();
    long time = START + 8 * DAY + random.nextLong(DAY);
    for (int i = 5 + random.nextInt(40); i > 0; i--) {
      Act act = Act.of(Operation.SCAN).on("t" + random.nextInt(3)).at(time);
      boolean refused = random.nextInt(4) == 0;
      acts.add(refused ? act.refused() : act.from("192." + random.nextInt(3) + ".2.7"));
      time += random.nextLong(random.nextInt(8) == 0 ? 60 * SLOT : SLOT / 2);
    }
    List<Activity> calls = KeyedRun.disordered(Act.activities(acts), random);

    assertThat(found(signals(calls, policy, oneSighter())))
        .isEqualTo(found(signals(calls, policy, DeniedBurstDetectorTest::newSighter)));
  }

  /** What was found, apart from when exactly it began and which events show it. */
  private static Set<String> found(List<Signal> signals) {
    return signals.stream()
        .map(signal -> signal.resource() + " after " + signal.evidence().counts())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Once some of a window's refusals are forgotten, it is not judged by those that are left. */
  @Test
  void judgesNoWindowByPartOfItsRefusals() throws Exception {
    findsSameThroughSighterThatRemembers(9_153_504_527_147_351_634L);
  }

  @ParameterizedTest
  @CsvSource({"PT59M, 1", "PT61M, 0"})
  void usesWindowOfOneHour(String later, int signals) {
    Act success = Act.of(Operation.GET_ITEM).at(THEN + Duration.parse(later).toMillis());

    assertThat(watching().take(refusals(8, THEN)).take(success.activity()).findings())
        .hasSize(signals);
  }

  @Test
  void ignoresSuccessThatIsUsualForActor() {
    Act usual = Act.of(Operation.SCAN).on("vault");

    assertThat(
            watching()
                .take(usual.at("P7D").activity())
                .take(refusals(8, THEN))
                .take(SUCCESS)
                .signals())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT20M, 8, 1, refused amid much else and let in again",
    "PT0S, PT20M, 7, 0, too little that it never did",
    "PT0S, PT59M, 8, 1, within the hour",
    "PT0S, PT74M, 8, 1, in the quarter of an hour after it",
    "PT0S, PT76M, 8, 0, later",
    "PT0S, PT14M, 8, 0, in the same quarter of an hour: which came first is not known",
    "-PT2H, PT20M, 8, 0, refused long before",
  })
  void reportsUsualCallRegainedAmidOtherRefusals(
      String refused, String success, int others, int findings, String why) {
    Act read = Act.of(Operation.GET_ITEM).on("vault");
    long refusal = THEN + Duration.parse(refused).toMillis();
    KeyedRun<DeniedBurstState> run =
        watching()
            .take(read.at("P3D").activity(), read.at(refusal).refused().activity())
            .take(refusals(others, THEN + 1));
    run.restart();
    run.take(read.at(THEN + Duration.parse(success).toMillis()).activity());

    assertThat(run.findings()).as(why).hasSize(findings);
    assertThat(run.signals())
        .allSatisfy(
            signal -> {
              assertThat(signal.resource()).isEqualTo(Act.table("vault"));
              assertThat(signal.account()).isEqualTo("111122223333");
              assertThat(signal.region()).isEqualTo("eu-west-1");
              assertThat(signal.start()).isEqualTo(THEN);
              assertThat(signal.message()).contains("and then succeeded again with `vault`, where");
            });
  }

  /** A call that lists or describes is no use of a table, new or old. */
  @Test
  void ignoresUsualCallRegainedAmidRefusedDescribeCalls() {
    Act read = Act.of(Operation.GET_ITEM).on("vault");
    KeyedRun<DeniedBurstState> run =
        watching().take(read.at("P3D").activity(), read.at(THEN).refused().activity());
    for (int i = 0; i < 8; i++) {
      Act describe = Act.of(Operation.DESCRIBE_TABLE).on("t" + i).at(THEN + 1 + i);
      run.take(describe.refused().activity());
    }

    assertThat(run.take(read.at(THEN + 20 * 60_000).activity()).signals()).isEmpty();
  }

  /** Uses that were forgotten for want of space don't count as new ones. */
  @Test
  void ignoresUsualCallRegainedAmidForgottenUses() {
    KeyedRun<DeniedBurstState> run = watching();
    for (int i = 0; i <= DeniedBurstState.MAX_USES; i++) {
      run.take(Act.of(Operation.SCAN).on("u" + i).at(after("P1D") + i * 900_000L).activity());
    }
    Act read = Act.of(Operation.SCAN).on("u200");
    run.take(read.at(THEN).refused().activity())
        .take(refusals(8, THEN + 1))
        .take(read.at(THEN + 20 * 60_000).activity());

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void ignoresTemporaryRefusalOfAllUsualCalls() {
    List<Activity> usual =
        IntStream.range(0, 20)
            .mapToObj(i -> Act.of(Operation.SCAN).on("t" + i).at("P2D").activity())
            .toList();
    List<Activity> after =
        IntStream.range(0, 20)
            .mapToObj(i -> Act.of(Operation.SCAN).on("t" + i).at(THEN + 1_800_000).activity())
            .toList();

    assertThat(watching().take(usual).take(refusals(20, THEN)).take(after).signals()).isEmpty();
  }

  @Test
  void reportsSuccessOnRefusedTableWhileLearning() {
    Act first = Act.of(Operation.GET_ITEM).at("PT1H");

    assertThat(
            watching()
                .take(refusals(8, first.time() - 120_000))
                .take(first.on("t3").activity())
                .signals())
        .extracting(Signal::confidence)
        .containsExactly(Signal.Confidence.MEDIUM);
    assertThat(
            watching()
                .take(refusals(8, first.time() - 120_000))
                .take(first.on("other").activity())
                .signals())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"39, 0", "40, 1"})
  void reportsVeryManyRefusalsWithoutSuccess(int count, int findings) {
    KeyedRun<DeniedBurstState> run = watching().take(refusals(count, THEN));

    assertThat(run.findings()).hasSize(findings);
    assertThat(run.signals()).extracting(Signal::level).allMatch(level -> level == Level.LOW);
  }

  /** An actor of another account probes our tables: those are at risk, not its own. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:eu-west-1:111122223333:table/own, 111122223333",
    "arn:aws:dynamodb:eu-west-1:999900001111:table/other, 444455556666",
    "'', 444455556666"
  })
  void isAboutAccountOfRefusedTables(String lastRefused, String account) {
    List<Activity> refused =
        IntStream.range(0, 40)
            .mapToObj(
                i -> i == 39 ? lastRefused : "arn:aws:dynamodb:eu-west-1:444455556666:table/t" + i)
            .map(table -> Act.of(Operation.SCAN).on(table).at(THEN).refused().activity())
            .toList();

    List<Signal> signals = watching().take(refused).signals();

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).account()).isEqualTo(account);
    assertThat(signals.get(0).resource()).isEqualTo("arn:aws:dynamodb:*:" + account + ":table/*");
  }

  @Test
  void isAboutActorsAccountIfRefusedCallsNameNoTable() throws Exception {
    Policy policy =
        PolicyLoader.load("policy.yml", "version: 1\nthresholds: {access: {refusalsAlone: 1}}\n");

    assertThat(
            watching(policy)
                .take(Act.of(Operation.LIST_TABLES).on("").at(THEN).refused().activity())
                .signals())
        .extracting(Signal::account)
        .containsExactly("111122223333");
  }

  @Test
  void ignoresThrottlingAndRefusalsOfOtherActors() {
    List<Activity> others =
        IntStream.range(0, 50)
            .mapToObj(i -> Act.of(Operation.SCAN).on("t" + i).at(THEN + i).refused())
            .map(act -> act.by(act.time() % 2 == 0 ? SERVICE : ROLE).activity())
            .toList();

    assertThat(watching().take(others).take(SUCCESS).signals()).isEmpty();
    assertThat(
            watching()
                .take(refusals(8, THEN).stream().map(DeniedBurstDetectorTest::throttled).toList())
                .take(SUCCESS)
                .signals())
        .isEmpty();
  }

  private static Activity throttled(Activity refused) {
    return failing("ThrottlingException", refused.operation(), refused);
  }

  private static Activity failing(String code, Operation operation, Activity refused) {
    return Act.of(operation).on(refused.resource()).at(refused.time()).failing(code).activity();
  }

  /** Who may read any table but list none tries names until one exists. */
  @ParameterizedTest
  @CsvSource({"SCAN, 1", "EXECUTE_STATEMENT, 1", "PUT_ITEM_READ_BACK, 1", "DESCRIBE_TABLE, 0"})
  void countsItemCallsThatNameNoTable(Operation operation, int signals) {
    List<Activity> guesses =
        refusals(8, THEN).stream()
            .map(refused -> failing("ResourceNotFoundException", operation, refused))
            .toList();

    assertThat(watching().take(guesses).take(SUCCESS).signals()).hasSize(signals);
  }

  @Test
  void ignoresDuplicatesAndSurvivesRestart() {
    KeyedRun<DeniedBurstState> run = watching().take(refusals(8, THEN)).take(refusals(8, THEN));
    run.restart();

    assertThat(run.take(SUCCESS, SUCCESS).findings())
        .isEqualTo(watching().take(refusals(8, THEN)).take(SUCCESS).findings());
  }

  /** The earlier of two tries of the same call comes last; the burst ends with the later one. */
  @Test
  void endsAtLatestRefusalRegardlessOfOrder() {
    List<Activity> others = refusals(39, THEN);
    Act call = Act.of(Operation.SCAN).on("again").refused();
    Activity early = call.at(THEN + 60_000).activity();
    Activity late = call.at(THEN + 120_000).activity();

    assertThat(watching().take(others).take(late).take(early).findings())
        .isEqualTo(watching().take(others).take(early).take(late).findings());
  }

  /** Too many uses to remember: the forgotten one must not look like the actor's first. */
  @Test
  void doesNotTakeForgottenUseForFirst() {
    KeyedRun<DeniedBurstState> run = watching();
    for (int i = 0; i <= DeniedBurstState.MAX_USES; i++) {
      long time = after("P1D") + i * 900_000L;
      run.take(Act.of(Operation.SCAN).on("u" + i).at(time).activity());
    }
    run.take(refusals(8, THEN))
        .take(Act.of(Operation.SCAN).on("u0").at(THEN + 30 * 60_000).activity());

    assertThat(run.signals()).isEmpty();
  }

  /** Anyone can have tables in an account of their own. */
  @Test
  void foreignTablesDoNotDisplaceOurs() {
    KeyedRun<DeniedBurstState> run = watching();
    for (int i = 0; i < DeniedBurstState.MAX_USES + 44; i++) {
      Act read = Act.of(Operation.GET_ITEM).at(after("P2D") + i * 180_000L);
      run.take(read.on("arn:aws:dynamodb:eu-west-1:999988887777:table/own" + i).activity());
    }
    run.take(refusals(8, THEN)).take(SUCCESS);

    assertThat(run.signals()).extracting(Signal::resource).containsExactly(Act.table("vault"));
    assertThat(run.states().get(ALICE.id()).foreignUses).hasSize(DeniedBurstState.MAX_USES);
  }

  @Test
  void accountsOfThePolicyAreOurs() throws Exception {
    Policy policy =
        PolicyLoader.load("policy.yml", "version: 1\nown: {accounts: ['444455556666']}\n");
    KeyedRun<DeniedBurstState> run = watching(policy);
    for (int i = 0; i < DeniedBurstState.MAX_USES + 44; i++) {
      Act read = Act.of(Operation.GET_ITEM).at(after("P2D") + i * 180_000L);
      run.take(read.on("arn:aws:dynamodb:eu-west-1:999988887777:table/own" + i).activity());
    }
    String vault = "arn:aws:dynamodb:eu-west-1:444455556666:table/vault";
    run.take(refusals(8, THEN))
        .take(Act.of(Operation.SCAN).on(vault).at(THEN + 30 * 60_000).activity());

    assertThat(run.signals()).extracting(Signal::resource).containsExactly(vault);
  }

  /** A success that only counts items is one, too. */
  @Test
  void reportsFirstCountAfterManyRefusals() {
    Activity count = Act.of(Operation.QUERY).on("vault").at(SUCCESS.time()).counting();

    assertThat(watching().take(refusals(8, THEN)).take(count).signals())
        .extracting(Signal::message)
        .singleElement()
        .asString()
        .contains("then counted the items of `vault`");
  }

  @Test
  void boundsStateAndForgetsRefusals() {
    KeyedRun<DeniedBurstState> run = watching().take(refusals(500, THEN));

    assertThat(run.states().get(ALICE.id()).refused)
        .hasSize(DeniedBurstState.MAX_REFUSED)
        .allMatch(refused -> refused.time() > THEN + 40_000, "the latest ones");
    run.take(Act.of(Operation.SCAN).on("u").at(THEN + 3 * 3_600_000).activity());
    assertThat(run.states().get(ALICE.id()).refused).isEmpty();
    assertThat(run.passTo(after("P39D")).states()).isEmpty();
  }

  @Test
  void boundsFirstSuccessesAndKeepsTheLatest() {
    KeyedRun<DeniedBurstState> run = watching();
    for (int i = 0; i < 2 * DeniedBurstState.MAX_FIRSTS; i++) {
      Activity success = Act.of(Operation.SCAN).on("u" + i).at(THEN + i).activity();
      run.take(success, success);
    }

    assertThat(run.states().get(ALICE.id()).firsts)
        .extracting(FirstSuccess::time)
        .containsExactlyElementsOf(
            LongStream.range(DeniedBurstState.MAX_FIRSTS, 2 * DeniedBurstState.MAX_FIRSTS)
                .mapToObj(i -> THEN + i)
                .toList());
  }

  /** Oracle: every first success is compared with all refusals of the hour before. */
  @Property(tries = 150)
  void matchesOracleInAnyOrderAndAcrossRestart(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\nthresholds: {access: {refusals: 3, refusalsAlone: 6}}\n");
    List<Act> acts = acts(random);
    KeyedRun<DeniedBurstState> inOrder = watching(policy).take(Act.activities(acts));
    KeyedRun<DeniedBurstState> disordered =
        watching(policy).takeDisordered(Act.activities(acts), random);

    assertThat(disordered.findings()).isEqualTo(inOrder.findings());
    assertThat(disordered.findings().keySet()).isEqualTo(expected(acts));
  }

  private static List<Act> acts(Random random) {
    List<Act> acts = new ArrayList<>();
    long time = START + random.nextLong(12 * DAY);
    for (int i = 4 + random.nextInt(14); i > 0; i--) {
      Act act = Act.of(Operation.SCAN).on("t" + random.nextInt(8)).at(time);
      acts.add(random.nextInt(5) > 0 ? act.refused() : act);
      time += random.nextInt(8) == 0 ? random.nextLong(40 * DAY) : 1 + random.nextLong(SLOT);
    }
    return acts;
  }

  private static Set<String> expected(List<Act> acts) {
    Set<String> found = new TreeSet<>();
    for (Act act : acts) {
      Set<String> refused = new TreeSet<>();
      for (Act other : acts) {
        long slots = Math.floorDiv(act.time(), 300_000) - Math.floorDiv(other.time(), 300_000);
        boolean before = slots >= 0 && slots < 12;
        if (before && !other.errorCode().isEmpty()) {
          refused.add(other.resource());
        }
      }
      boolean success = act.errorCode().isEmpty();
      if (success && refused.size() >= 3 && isFirst(acts, act)) {
        if (act.time() - START >= 7 * DAY || refused.contains(act.resource())) {
          found.add("access.denied-burst " + ALICE.id() + ' ' + act.resource());
        }
      }
      if (!success && isRegained(acts, act)) {
        found.add("access.denied-burst " + ALICE.id() + ' ' + act.resource());
      }
      if (!success && refused.size() >= 6) {
        found.add("access.denied-burst " + ALICE.id() + " arn:aws:dynamodb:*:111122223333:table/*");
      }
    }
    return found;
  }

  /**
   * Whether this refusal is of a call that was made before and succeeds again, amid refusals of
   * calls that were never made.
   */
  private static boolean isRegained(List<Act> acts, Act refusal) {
    if (isFirst(acts, refusal)) {
      return false;
    }
    for (Act again : acts) {
      long slot = Math.floorDiv(again.time(), SLOT);
      long later = slot - Math.floorDiv(refusal.time(), SLOT);
      boolean same = again.errorCode().isEmpty() && again.resource().equals(refusal.resource());
      Set<String> untried = new TreeSet<>();
      boolean inWindow = false;
      for (Act other : acts) {
        long before = slot * 3 - Math.floorDiv(other.time(), 300_000);
        if (!other.errorCode().isEmpty() && before >= 1 && before <= 12) {
          inWindow |= other.equals(refusal);
          if (other.time() - START >= 7 * DAY && isFirst(acts, other)) {
            untried.add(other.resource());
          }
        }
      }
      if (same && later >= 1 && later <= 4 && inWindow && untried.size() >= 3) {
        return true;
      }
    }
    return false;
  }

  /** The last half hour is ignored, because it is not yet complete when the success arrives. */
  private static boolean isFirst(List<Act> acts, Act success) {
    long slot = Math.floorDiv(success.time(), SLOT);
    for (Act other : acts) {
      boolean same = other.errorCode().isEmpty() && other.resource().equals(success.resource());
      long otherSlot = Math.floorDiv(other.time(), SLOT);
      if (same && slot - otherSlot >= 2 && slot - otherSlot <= 30 * 96) {
        return false;
      }
    }
    return true;
  }
}
