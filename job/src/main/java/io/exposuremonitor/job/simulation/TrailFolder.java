package io.exposuremonitor.job.simulation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a simulated day as a trail's bucket: {@code
 * AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/…json.gz}, a file about every five minutes for each
 * account and Region. Records are out of order and one to nine minutes late; some are written
 * twice.
 *
 * <p>The findings that the planted attacks must yield are written to {@value #EXPECTED} next to
 * {@code AWSLogs}, one per line: analytic, actor and resource, separated by tabs.
 */
public final class TrailFolder implements CloudTrailGenerator.RecordSink {
  /** Name of the file that lists the expected findings. */
  public static final String EXPECTED = "expected-findings.tsv";

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int ONE_IN_SO_MANY_TWICE = 200;
  private static final long LONGEST_DELAY_MILLIS = 9 * 60 * 1000L;

  /**
   * Statistics of what was written.
   *
   * @param files number of files
   * @param records number of records, including duplicates
   * @param duplicates number of records that were written a second time
   * @param bytes size before compression
   */
  public record Written(long files, long records, long duplicates, long bytes) {}

  /** Identifies a file. Files are ordered by their time of delivery. */
  private record Place(long delivered, String account, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTime = Long.compare(delivered, other.delivered);
      int byAccount = byTime != 0 ? byTime : account.compareTo(other.account);
      return byAccount != 0 ? byAccount : region.compareTo(other.region);
    }
  }

  private final Path root;
  private final SplittableRandom random;
  private final LongConsumer progress;
  private final TreeMap<Place, OutputStream> open = new TreeMap<>();
  private long files;
  private long records;
  private long duplicates;
  private long bytes;

  private TrailFolder(Path root, long seed, LongConsumer progress) {
    this.root = root;
    this.random = new SplittableRandom(seed ^ 0x5eed);
    this.progress = progress;
  }

  /**
   * Writes a day.
   *
   * @param root a folder, created if missing; existing files of the same name are overwritten
   * @param progress receives the number of records written so far
   * @throws IOException if the folder can't be written
   */
  public static Written write(ProductionDay day, Path root, LongConsumer progress)
      throws IOException {
    CloudTrailGenerator generator = new CloudTrailGenerator(day);
    TrailFolder folder = new TrailFolder(root, day.seed(), progress);
    try {
      generator.generate(folder);
    } finally {
      folder.closeBefore(Long.MAX_VALUE);
    }
    List<String> expected = new ArrayList<>();
    for (ExpectedFinding finding : generator.expectedFindings()) {
      expected.add(String.join("\t", finding.analytic(), finding.actor(), finding.resource()));
    }
    Files.write(root.resolve(EXPECTED), expected);
    return new Written(folder.files, folder.records, folder.duplicates, folder.bytes);
  }

  @Override
  public void accept(SimulatedRecord record) throws IOException {
    closeBefore(record.time() - CloudTrailGenerator.SLOT_MILLIS);
    append(record, record.time() + delay());
    if (random.nextInt(ONE_IN_SO_MANY_TWICE) == 0) {
      append(record, record.time() + LONGEST_DELAY_MILLIS);
      duplicates++;
    }
    progress.accept(records);
  }

  /** Half of the delays are below three and a half minutes; the longest is nine. */
  private long delay() {
    double u = random.nextDouble();
    return 60_000 + (long) ((LONGEST_DELAY_MILLIS - 60_000) * Math.pow(u, 1.8));
  }

  private void append(SimulatedRecord record, long delivered) throws IOException {
    long slot = delivered - Math.floorMod(delivered, CloudTrailGenerator.SLOT_MILLIS);
    Place place =
        new Place(slot + CloudTrailGenerator.SLOT_MILLIS, record.account(), record.region());
    OutputStream out = open.get(place);
    if (out == null) {
      out = start(place);
      open.put(place, out);
    } else {
      out.write(',');
    }
    out.write(record.json());
    records++;
    bytes += record.json().length;
  }

  private OutputStream start(Place place) throws IOException {
    Instant delivered = Instant.ofEpochMilli(place.delivered());
    Path folder =
        root.resolve(
            "AWSLogs/"
                + place.account()
                + "/CloudTrail/"
                + place.region()
                + '/'
                + FOLDER.format(delivered));
    Files.createDirectories(folder);
    String name =
        place.account()
            + "_CloudTrail_"
            + place.region()
            + '_'
            + STAMP.format(delivered)
            + '_'
            + Hash.identifier(random.nextLong())
            + ".json.gz";
    OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16), 1 << 16);
    out.write("{\"Records\":[".getBytes(StandardCharsets.US_ASCII));
    files++;
    return out;
  }

  /** Closes the files delivered before the given time, because no later record belongs to them. */
  private void closeBefore(long time) throws IOException {
    while (!open.isEmpty() && open.firstKey().delivered() < time) {
      try (OutputStream out = open.pollFirstEntry().getValue()) {
        out.write("]}".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
