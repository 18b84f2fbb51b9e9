package io.exposuremonitor.detectors.tablecopy;

import static io.exposuremonitor.detectors.tablecopy.Copies.ALICE;
import static io.exposuremonitor.detectors.tablecopy.Copies.ROLE;
import static io.exposuremonitor.detectors.tablecopy.Copies.START;
import static io.exposuremonitor.detectors.tablecopy.Copies.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportReadDetectorTest {
  private static final String FOLDER = "arn:aws:s3:::exports/AWSDynamoDB/017-a";
  private static final String SHARED = "arn:aws:s3:::exports/AWSDynamoDB/data";
  private static final Activity EXPORT = call(Operation.EXPORT_TABLE, ROLE, FOLDER, after("P8D"));
  private static final Activity READ =
      call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P8DT1H"), 1, 2, 3);

  private static KeyedRun<ExportReadState> watching(Policy policy) {
    ExportReadDetector detector = new ExportReadDetector(Observation.unbrokenSince(START));
    return new KeyedRun<>(ofBundles(detector), bundle -> "exports", policy);
  }

  private static KeyedRun<ExportReadState> watching() {
    return watching(Policy.defaults());
  }

  private static Detector<ExportReadState, ActivityBundle> ofBundles(ExportReadDetector detector) {
    return new Detector<>() {
      @Override
      public ExportReadState on(
          ExportReadState known, ActivityBundle bundle, DetectorContext context) {
        ExportReadState state = known;
        for (ExportUse use : ExportUses.of(bundle)) {
          state = detector.on(state, use, context);
        }
        return state;
      }

      @Override
      public ExportReadState onTime(ExportReadState state, long time, DetectorContext context) {
        return detector.onTime(state, time, context);
      }
    };
  }

  /** An export of orders to a folder, or a read of files in one. */
  private static Activity call(
      Operation operation, Actor actor, String folder, long time, long... files) {
    return call(operation, actor, "", folder, time, files);
  }

  private static Activity call(
      Operation operation, Actor actor, String service, String folder, long time, long... files) {
    boolean export = operation == Operation.EXPORT_TABLE;
    return new Activity(
        operation + actor.id() + service + folder + time,
        false,
        time,
        operation,
        actor,
        new Origin("192.0.2.7", "aws-cli/2", "AKIDEXAMPLE", "s", "", service, false),
        "111122223333",
        "eu-west-1",
        export ? Copies.table("orders") : folder,
        export ? folder : "",
        "",
        0,
        -1,
        0,
        false,
        false,
        files,
        List.of());
  }

  @Test
  void signalsReadOfExportByAnotherActor() {
    List<Signal> signals = watching().take(EXPORT, READ).signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("export.objects-read");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(Copies.table("orders"));
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signal.message())
        .contains("3 files of the export of `orders` from the bucket exports");
    assertThat(signal.evidence().facts()).containsEntry("folder", FOLDER);
    assertThat(signal.evidence().eventIds()).containsExactly(READ.eventId());
  }

  @Test
  void namesFolderIfExportIsUnknown() {
    KeyedRun<ExportReadState> run = watching().take(READ);
    assertThat(run.passTo(after("P8DT1H29M")).signals()).as("may still become known").isEmpty();
    run.restart();

    assertThat(run.passTo(after("P8DT1H30M")).signals())
        .extracting(Signal::resource)
        .containsExactly(FOLDER);
    assertThat(run.signals())
        .extracting(Signal::confidence)
        .containsExactly(Signal.Confidence.MEDIUM);
  }

  /** Neither another export nor the timer of an earlier read ends the wait of a read. */
  @Test
  void waitsForExportOfItsOwnFolder() {
    String folder = FOLDER.replace("017-a", "018-b");
    Activity later = call(Operation.S3_GET_OBJECT, ALICE, folder, after("P8DT1H20M"), 4);
    KeyedRun<ExportReadState> run = watching().take(READ, later, EXPORT);

    assertThat(run.signals()).extracting(Signal::resource).containsExactly(Copies.table("orders"));
    run.passTo(after("P8DT1H40M"))
        .take(call(Operation.EXPORT_TABLE, ROLE, folder, after("P8DT1H15M")));
    assertThat(run.signals())
        .extracting(Signal::resource)
        .containsExactly(Copies.table("orders"), Copies.table("orders"));
  }

  @Test
  void joinsWaitingReadsOfOneReaderInOneSlot() {
    Activity first = call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P8DT1H"), 1);
    Activity last = call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P8DT1H9M"), 7, 8);
    Activity queried =
        call(Operation.S3_GET_OBJECT, ALICE, "athena.amazonaws.com", FOLDER, after("P8DT1H1M"), 1);
    Activity later = call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P8DT1H16M"), 1);

    for (List<Activity> order :
        List.of(
            List.of(first, READ, last, queried, later),
            List.of(later, queried, last, READ, first))) {
      KeyedRun<ExportReadState> run = watching();
      order.forEach(run::take);

      assertThat(run.states().get("exports").waiting).hasSize(3);
      assertThat(run.passTo(after("P9D")).signals())
          .extracting(Signal::level, Signal::start, Signal::end, Signal::magnitude)
          .containsExactlyInAnyOrder(
              tuple(Level.HIGH, first.time(), last.time(), 5L),
              tuple(Level.MEDIUM, queried.time(), queried.time(), 1L),
              tuple(Level.HIGH, later.time(), later.time(), 1L));
    }
  }

  @Test
  void ignoresFailedCallsAndCallsThatConcernNoFiles() {
    Activity refused = failed(READ);
    Activity backup = call(Operation.CREATE_BACKUP, ALICE, FOLDER, READ.time());
    Activity withoutFolder = call(Operation.EXPORT_TABLE, ROLE, "", EXPORT.time());
    KeyedRun<ExportReadState> run =
        watching().take(refused, backup, withoutFolder, failed(EXPORT)).passTo(after("P9D"));

    assertThat(run.states()).isEmpty();
    assertThat(run.signals()).isEmpty();
  }

  private static Activity failed(Activity call) {
    return new Activity(
        call.eventId(),
        false,
        call.time(),
        call.operation(),
        call.actor(),
        call.origin(),
        call.account(),
        call.region(),
        call.resource(),
        call.index(),
        "AccessDenied",
        0,
        -1,
        0,
        false,
        false,
        new long[0],
        List.of());
  }

  @Test
  void attributesEarlierReadsToExportThatArrivesLate() {
    Activity own = call(Operation.S3_GET_OBJECT, ROLE, FOLDER, after("P8DT1H"), 1);
    Activity again = call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P8DT1H1M"), 4, 5);
    Activity export = call(Operation.EXPORT_TABLE, ROLE, FOLDER, after("P8DT55M"));
    KeyedRun<ExportReadState> late = watching().take(own, READ, again);
    late.restart();
    late.take(export).passTo(after("P9D"));

    assertThat(late.findings())
        .isNotEmpty()
        .isEqualTo(watching().take(export, own, READ, again).passTo(after("P9D")).findings());
    assertThat(late.signals()).extracting(Signal::resource).containsOnly(Copies.table("orders"));
    assertThat(late.states().get("exports").waiting).isEmpty();
  }

  @Test
  void permitsSharedFolderToActorThatExportsWithinLateness() {
    Activity shared = call(Operation.S3_GET_OBJECT, ROLE, SHARED, after("P8DT1H"), 1);
    Activity before = call(Operation.EXPORT_TABLE, ROLE, FOLDER, after("P8DT1H14M"));
    Activity after = call(Operation.EXPORT_TABLE, ROLE, FOLDER, after("P8DT1H15M"));

    assertThat(watching().take(shared, before).passTo(after("P9D")).signals()).isEmpty();
    assertThat(watching().take(shared, after).passTo(after("P9D")).signals()).hasSize(1);
    assertThat(watching().take(after, shared).passTo(after("P9D")).signals()).hasSize(1);
  }

  @Test
  void boundsWaitingReadsWithoutLosingAny() {
    KeyedRun<ExportReadState> run = watching();
    for (int i = 0; i < 100; i++) {
      run.take(call(Operation.S3_GET_OBJECT, ALICE, FOLDER + i, after("P8DT1H") + i, 1));
    }

    assertThat(run.states().get("exports").waiting).hasSize(ExportReadState.MAX_WAITING);
    assertThat(run.passTo(after("P9D")).signals()).hasSize(100);
  }

  @Test
  void doesNotSignalExportWithoutReads() {
    assertThat(watching().take(EXPORT).signals()).isEmpty();
  }

  @Test
  void permitsExporterToReadItsOwnExport() {
    Activity own = call(Operation.S3_GET_OBJECT, ROLE, FOLDER, after("P8DT1H"), 1);
    Activity others =
        call(Operation.S3_GET_OBJECT, ROLE, FOLDER.replace("017-a", "018-b"), after("P8DT1H"), 1);
    Activity shared = call(Operation.S3_COPY_OBJECT, ROLE, SHARED, after("P8DT1H"), 1);

    assertThat(watching().take(EXPORT, own).passTo(after("P9D")).signals()).isEmpty();
    assertThat(watching().take(EXPORT, shared).passTo(after("P9D")).signals()).isEmpty();
    assertThat(watching().take(EXPORT, others).passTo(after("P9D")).signals()).hasSize(1);
  }

  @Test
  void permitsUsualReader() {
    Activity before = call(Operation.S3_GET_OBJECT, ALICE, SHARED, after("P2D"), 9);

    assertThat(watching().take(before, EXPORT, READ).signals()).isEmpty();
  }

  @Test
  void permitsApprovedReadersAndServices() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\napproved: {exportReaders: [\"*user/alice\"]}\n");
    Actor service = new Actor(Actor.Kind.SERVICE, "glue.amazonaws.com", "111122223333");

    assertThat(watching(policy).take(EXPORT, READ).signals()).isEmpty();
    assertThat(
            watching()
                .take(call(Operation.S3_GET_OBJECT, service, FOLDER, after("P8D"), 1))
                .passTo(after("P9D"))
                .signals())
        .isEmpty();
  }

  @Test
  void signalsReadThroughServiceAndLaterDirectRead() {
    Activity queried =
        call(Operation.S3_GET_OBJECT, ALICE, "athena.amazonaws.com", FOLDER, after("P8DT1H"), 1);
    Activity direct = call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P9D"), 1);

    List<Signal> signals = watching().take(EXPORT, queried, direct).signals();

    assertThat(signals).extracting(Signal::level).containsExactly(Level.MEDIUM, Level.HIGH);
    assertThat(signals.get(0).message())
        .contains("fetched through athena.amazonaws.com 1 file of ");
  }

  @Test
  void permitsUsualReaderToQueryThroughService() {
    Activity before = call(Operation.S3_GET_OBJECT, ALICE, SHARED, after("P2D"), 9);
    Activity queried =
        call(Operation.S3_GET_OBJECT, ALICE, "athena.amazonaws.com", FOLDER, after("P8DT1H"), 1);

    assertThat(watching().take(before, EXPORT, queried).signals()).isEmpty();
  }

  @Test
  void permitsUsualReaderThroughService() {
    String athena = "athena.amazonaws.com";
    Activity before = call(Operation.S3_GET_OBJECT, ALICE, athena, SHARED, after("P2D"), 9);
    Activity again = call(Operation.S3_GET_OBJECT, ALICE, athena, FOLDER, after("P8DT1H"), 1);

    assertThat(watching().take(before, EXPORT, again).signals()).isEmpty();
  }

  /** A reader that was forgotten for want of space must not look new. */
  @Test
  void doesNotSignalNewReaderIfMemoryIsFull() {
    KeyedRun<ExportReadState> run = watching();
    for (int i = 0; i <= ExportReadState.MAX_READERS; i++) {
      Actor reader = new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/r" + i, "");
      run.take(call(Operation.S3_GET_OBJECT, reader, FOLDER, after("P1D") + i * 900_000L, 1));
    }

    assertThat(run.take(EXPORT, READ).signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H59M, 0", "P7D, 1"})
  void signalsOnlyAfterLearningTime(String time, int signals) {
    assertThat(
            watching()
                .take(call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after(time), 1))
                .passTo(after("P9D"))
                .signals())
        .hasSize(signals);
  }

  @Test
  void duplicatesAndRestartDoNotChangeFindings() {
    KeyedRun<ExportReadState> run = watching().take(EXPORT, EXPORT);
    run.restart();

    assertThat(run.take(READ, READ).findings()).isEqualTo(watching().take(EXPORT, READ).findings());
    assertThat(run.states().get("exports").exports).hasSize(1);
  }

  @Test
  void boundsStateAndExpiresIt() {
    KeyedRun<ExportReadState> run = watching();
    for (int i = 0; i < 400; i++) {
      run.take(call(Operation.EXPORT_TABLE, ROLE, FOLDER + i, after("P1D") + i));
      Actor reader = new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/r" + i, "");
      run.take(call(Operation.S3_GET_OBJECT, reader, FOLDER, after("P1D") + i, 1));
    }

    assertThat(run.states().get("exports").exports).hasSize(ExportReadState.MAX_EXPORTS);
    assertThat(run.states().get("exports").readers).hasSize(ExportReadState.MAX_READERS);
    assertThat(run.passTo(after("P47D")).states()).isEmpty();
  }

  @Test
  void newReaderEvictsNoKnownOneAndIsReported() {
    KeyedRun<ExportReadState> run = watching();
    List<Actor> known = new ArrayList<>();
    for (int i = 0; i < ExportReadState.MAX_READERS; i++) {
      known.add(new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/r" + i, ""));
      run.take(call(Operation.S3_GET_OBJECT, known.get(i), FOLDER, after("P2D") + i, 1));
    }
    run.take(EXPORT, READ);
    for (Actor reader : known) {
      run.take(call(Operation.S3_GET_OBJECT, reader, FOLDER, READ.time() + 1_000, 1));
    }
    run.take(call(Operation.S3_GET_OBJECT, ALICE, FOLDER, after("P10D"), 1));

    assertThat(run.signals()).extracting(Signal::actor).containsExactly(ALICE, ALICE);
  }

  @Test
  void countsFilesOfAllBundlesOfASlot() {
    KeyedRun<ExportReadState> run = watching().take(EXPORT);
    for (int i = 0; i < 600; i++) {
      run.take(call(Operation.S3_GET_OBJECT, ALICE, FOLDER, READ.time() + i, i + 1));
    }

    Signal last = run.signals().get(run.signals().size() - 1);
    assertThat(last.magnitude()).isBetween(540L, 660L);
    assertThat(run.passTo(after("P9D")).states().get("exports").judged).isEmpty();
  }

  /** Files of two readers in two folders, one export unknown, in any bundles and any order. */
  @Property(tries = 60)
  void countsFilesHoweverTheyAreBundled(@ForAll long seed) {
    Random random = new Random(seed);
    Actor bob = new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/bob", "111122223333");
    List<Activity> calls = new ArrayList<>(List.of(EXPORT));
    for (int i = 0; i < 60; i++) {
      Actor reader = random.nextBoolean() ? ALICE : bob;
      String folder = random.nextBoolean() ? FOLDER : FOLDER + "b";
      long time = EXPORT.time() + 1_000 + i * 10_000L;
      calls.add(call(Operation.S3_GET_OBJECT, reader, folder, time, random.nextInt(90)));
    }
    KeyedRun<ExportReadState> one = watching();
    KeyedRun.bundles(calls).forEach(one::take);
    KeyedRun<ExportReadState> many = watching().takeInBundles(calls, random);

    assertThat(many.passTo(after("P9D")).findings())
        .hasSize(4)
        .isEqualTo(one.passTo(after("P9D")).findings());
  }

  /** Files of a judged read are counted anew if there are too many of them. */
  @Test
  void boundsJudgedReads() {
    KeyedRun<ExportReadState> run = watching();
    for (int i = 0; i < 100; i++) {
      run.take(
          call(Operation.EXPORT_TABLE, ROLE, FOLDER + i, EXPORT.time()),
          call(Operation.S3_GET_OBJECT, ALICE, FOLDER + i, READ.time() + i, 1));
    }

    assertThat(run.states().get("exports").judged).hasSize(ExportReadState.MAX_JUDGED);
    assertThat(run.signals()).hasSize(100);
  }

  /** Oracle: readers that are new to the bucket and did not make the export. */
  @Property(tries = 100)
  void findsTheSameAsAnOracleInAnyOrderOfReads(@ForAll long seed) {
    Random random = new Random(seed);
    List<Activity> reads = new ArrayList<>();
    long time = after("P8D") + 60_000;
    for (int i = 2 + random.nextInt(10); i > 0; i--) {
      Actor actor =
          new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/r" + random.nextInt(3), "1");
      reads.add(call(Operation.S3_GET_OBJECT, actor, FOLDER, time, i));
      time += random.nextInt(3) == 0 ? random.nextLong(40 * 86_400_000L) : random.nextInt(900_000);
    }
    List<Activity> shuffled = new ArrayList<>(reads);
    for (int i = 1; i < shuffled.size(); i++) {
      if (shuffled.get(i).time() - shuffled.get(i - 1).time() < 900_000 && random.nextBoolean()) {
        Collections.swap(shuffled, i, i - 1);
      }
    }

    assertThat(watching().take(EXPORT).take(shuffled).findings().keySet())
        .isEqualTo(watching().take(EXPORT).take(reads).findings().keySet())
        .hasSize((int) reads.stream().map(Activity::actor).distinct().count());
  }
}
