package io.exposuremonitor.job.simulation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Fourteen pretended days to judge detections by. On the first nine the monitor learns; on the
 * other five attacks are planted among innocent twins of them: reports and exports of every night,
 * a deployment, a day with five times the traffic, people in the console, a weekend.
 */
public final class Fortnight {
  /** How many days there are. */
  public static final int DAYS = 14;

  /** The first day, counted from 0, whose findings are judged; a Wednesday. */
  public static final int JUDGED_FROM = 9;

  /** A Thursday, on which services are deployed anew. */
  static final int DEPLOYMENT_DAY = 10;

  /** A Friday with {@value #SALE} times the traffic of other days. */
  static final int SALE_DAY = 11;

  private static final int SALE = 5;

  /** One in so many records comes twice; 27 % did in an organisation that was measured. */
  private static final int TWICE_IN = 4;

  private static final double WEEKEND = 0.4;
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private final long seed;
  private final int recordsPerDay;
  private final Script script;

  /**
   * @param seed everything random follows from it
   * @param recordsPerDay ordinary records of a working day
   * @throws IllegalArgumentException when there is no record
   */
  public Fortnight(long seed, int recordsPerDay) {
    this.seed = seed;
    this.recordsPerDay = recordsPerDay;
    script = new Script(START, new Population(day(0)));
    new ReadPlants(script).plant();
    new ReadTwins(script).plant();
    new PartiqlPlants(script).plant();
    new CopyPlants(script).plant();
    new ExportFilePlants(script).plant();
    new DecoyPlants(script).plant();
    new ConsumerPlants(script).plant();
    new ContentPlants(script).plant();
    new DeletionPlants(script).plant();
    new ConductPlants(script).plant();
    new OriginPlants(script).plant();
    new RulePlants(script).plant();
    new DarkTablePlants(script).plant();
  }

  /** What is planted. */
  public List<Plant> plants() {
    return List.copyOf(script.plants());
  }

  /**
   * The hours that the monitor watched, epoch milliseconds: those of the fortnight. Some of what is
   * planted began before, for it takes two weeks to be known by one's origin; that such calls lie
   * in the logs makes nobody have watched the rest of these days.
   */
  public List<Long> watched() {
    return LongStream.range(0, 24L * DAYS)
        .mapToObj(hour -> START.plus(Duration.ofHours(hour)).toEpochMilli())
        .toList();
  }

  /** From when on findings are judged, epoch milliseconds. */
  public long judgedFrom() {
    return script.at(JUDGED_FROM, 0, 0).toEpochMilli();
  }

  /** The exposure policy of the pretended organisation: what it would tell of itself on day one. */
  public String policy() {
    return """
        version: 1
        own:
          accounts: ["111122223333", "123456789012", "%s"]
          regions: [eu-central-1, us-east-1]
        approved:
          exportBuckets: [%s, %s]
          exportActors: [redshift.amazonaws.com, "%s"]
          exportReaders: ["%s"]
          functions: [%s]
          kclApplications: [%s]
        consumers:
          - {actor: "%s", stream: "arn:aws:dynamodb:*:*:table/*/stream/*"}
        partiqlUsers: ["%s", "%s", "%s"]
        tables:
          - {match: %s, size: 200 MiB}
          - {match: %s, size: 600 MiB}
          - {match: %s, size: 3 MiB}
          - {match: %s, items: 30_000}
          - {match: %s, items: 6_000}
        decoys:
          tables: [%s]
          keys:
            - {table: %s, partition: "%s"}
          exempt: ["%s"]
        thresholds:
          overrides:
            - actor: "%s"
              bulkRead: {scanPages: {fiveMinutes: 1_000, hour: 1_000, day: 2_000}, slowPages: 20_000}
            - {actor: "%s", partiql: {massWrites: 10_000}}
            - {table: %s, network: {endpoint: any}}
            - {table: %s, network: {endpoint: required}}
        suppressions:
          - finding: partiql.full-scan
            actor: "%s"
            owner: catalogue
            reason: lists everything each night
            expires: 2026-12-31
          - finding: access.write-as-read
            actor: "%s"
            owner: platform
            reason: locks by conditions
            expires: 2026-12-31
        """
        .formatted(
            DarkTablePlants.ACCOUNT,
            CopyPlants.APPROVED_BUCKET,
            CopyPlants.OTHER_BUCKET,
            anyones(CopyPlants.EXPORTER),
            anyones(ExportFilePlants.READER),
            RulePlants.FUNCTION,
            ConsumerPlants.APPLICATION,
            anyones(ConsumerPlants.LISTED),
            anyones(PartiqlPlants.ANALYST),
            anyones(PartiqlPlants.BACKFILL),
            anyones(PartiqlPlants.LISTING),
            ReadPlants.SIZED,
            ReadPlants.LARGE,
            ReadTwins.TINY,
            ReadPlants.COUNTED,
            ReadPlants.SMALL,
            DecoyPlants.TABLE,
            DecoyPlants.BAITED,
            DecoyPlants.bait(script),
            anyones(DecoyPlants.KEEPER),
            anyones(ReadTwins.LOADER),
            anyones(PartiqlPlants.BACKFILL),
            OriginPlants.OPEN,
            OriginPlants.CLOSED,
            anyones(PartiqlPlants.LISTING),
            anyones(ConductPlants.LOCKING));
  }

  private static String anyones(String role) {
    return "arn:aws:iam::*:role/" + role;
  }

  /**
   * Writes its logs, and the changes of items, in files.
   *
   * @param root an empty folder
   * @param progress told how many days are written
   * @throws IOException when the folder can't be written
   */
  public void write(Path root, LongConsumer progress) throws IOException {
    for (int number = 0; number < DAYS; number++) {
      TrailFolder.write(day(number), root, written -> {});
      progress.accept(number + 1);
    }
    Path planted = Files.createDirectories(root.resolve("AWSLogs").resolve("planted"));
    SplittableRandom random = new SplittableRandom(~seed);
    RecordWriter writer = new RecordWriter(random);
    List<AttackPlan.Step> steps = new ArrayList<>(script.steps());
    steps.sort(Comparator.comparingLong(AttackPlan.Step::time));
    try (BufferedWriter out = Files.newBufferedWriter(planted.resolve("calls.jsonl"))) {
      for (AttackPlan.Step step : steps) {
        byte[] record = writer.write(step.call(), step.time()).json();
        deliver(new String(record, StandardCharsets.UTF_8), out, random);
      }
    }
    List<ChangeRecord> changes = new ArrayList<>(script.changes());
    changes.sort(Comparator.comparing(ChangeRecord::time));
    try (BufferedWriter out = Files.newBufferedWriter(planted.resolve("changes.jsonl"))) {
      for (ChangeRecord change : changes) {
        deliver(change.toJson(Hash.hex(random.nextLong(), 16)), out, random);
      }
    }
  }

  /** Writes what is planted, some of it twice, as records that two Regions' files hold are. */
  private static void deliver(String json, BufferedWriter out, SplittableRandom random)
      throws IOException {
    for (int times = random.nextInt(TWICE_IN) == 0 ? 2 : 1; times > 0; times--) {
      out.write(json);
      out.newLine();
    }
  }

  private ProductionDay day(int number) {
    double share = number == SALE_DAY ? SALE : number % 7 >= 5 ? WEEKEND : 1;
    int records = (int) Math.max(1, recordsPerDay * share);
    return ProductionDay.of(seed + number, records, START.plus(Duration.ofDays(number)));
  }
}
