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
 * Fourteen simulated days that measure the detections. The monitor learns on the first nine. On the
 * other five, attacks are planted among their innocent twins: nightly reports and exports, a
 * deployment, a day with five times the traffic, people in the console, a weekend.
 */
public final class Fortnight {
  /** Number of days. */
  public static final int DAYS = 14;

  /** The first day, counted from 0, whose findings are judged; a Wednesday. */
  public static final int JUDGED_FROM = 9;

  /** A Thursday on which services are redeployed. */
  static final int DEPLOYMENT_DAY = 10;

  /** A Friday with {@value #SALE_FACTOR} times the usual traffic. */
  static final int SALE_DAY = 11;

  private static final int SALE_FACTOR = 5;

  /**
   * One in this many records is delivered twice. In one organisation that was measured, 27 % of
   * them were.
   */
  private static final int ONE_IN_SO_MANY_TWICE = 4;

  private static final double WEEKEND_FACTOR = 0.4;
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private final long seed;
  private final int recordsPerDay;
  private final Script script;

  /**
   * @param seed determines everything random
   * @param recordsPerDay ordinary records of a working day
   * @throws IllegalArgumentException if {@code recordsPerDay} is less than 1
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
    new ForeignReaderPlants(script).plant();
    new OriginPlants(script).plant();
    new RulePlants(script).plant();
    new DarkTablePlants(script).plant();
  }

  /** Everything that is planted. */
  public List<Plant> plants() {
    return List.copyOf(script.plants());
  }

  /**
   * The hours that the monitor observed, epoch milliseconds: those of the fortnight. The logs also
   * contain earlier calls, because an actor's origin is known only after two weeks; those calls do
   * not make the rest of their days observed.
   */
  public List<Long> watched() {
    return LongStream.range(0, 24L * DAYS)
        .mapToObj(hour -> START.plus(Duration.ofHours(hour)).toEpochMilli())
        .toList();
  }

  /** Start of the days whose findings are judged, epoch milliseconds. */
  public long judgedFrom() {
    return script.at(JUDGED_FROM, 0, 0).toEpochMilli();
  }

  /** The exposure policy that the simulated organisation would write on its first day. */
  public String policy() {
    return FortnightPolicy.text(DecoyPlants.bait(script));
  }

  /**
   * Writes the logs and the item changes to files.
   *
   * @param root an empty folder
   * @param progress receives the number of days written so far
   * @throws IOException if the folder can't be written
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

  /**
   * Writes a planted record, sometimes twice, like a record that the files of two Regions contain.
   */
  private static void deliver(String json, BufferedWriter out, SplittableRandom random)
      throws IOException {
    for (int times = random.nextInt(ONE_IN_SO_MANY_TWICE) == 0 ? 2 : 1; times > 0; times--) {
      out.write(json);
      out.newLine();
    }
  }

  private ProductionDay day(int number) {
    double factor = number == SALE_DAY ? SALE_FACTOR : number % 7 >= 5 ? WEEKEND_FACTOR : 1;
    int records = (int) Math.max(1, recordsPerDay * factor);
    return ProductionDay.of(seed + number, records, START.plus(Duration.ofDays(number)));
  }
}
