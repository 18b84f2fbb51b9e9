package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.RecordWriter;
import io.exposuremonitor.job.simulation.SimulatedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The company's trail: records calls and delivers files of records, named and packed as by
 * CloudTrail. Once its selectors are narrowed, calls on items leave no record. Thread-safe.
 */
final class Trail {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Receives the files. */
  interface Delivery {
    /**
     * Delivers a file.
     *
     * @param key its key in the trail's bucket
     * @param gzip its content
     */
    void deliver(String key, byte[] gzip);
  }

  private final RecordWriter writer;
  private final SplittableRandom names;
  private final InstantSource clock;
  private final List<SimulatedRecord> waiting = new ArrayList<>();
  private boolean narrowed;
  private long records;
  private long files;
  private long unseen;

  /**
   * @param seed determines the ids of the records and the suffixes of the file names
   */
  Trail(long seed, InstantSource clock) {
    SplittableRandom random = new SplittableRandom(seed);
    writer = new RecordWriter(random.split());
    names = random.split();
    this.clock = clock;
  }

  /** Records a call made at this moment. */
  synchronized void record(Call call) {
    if (narrowed && call.api().data()) {
      unseen++;
      return;
    }
    waiting.add(writer.write(call, clock.millis()));
    records++;
  }

  /** Narrows the selectors: from now on, calls on items are not recorded. */
  synchronized void narrow() {
    narrowed = true;
  }

  /** Delivers the records since the last call as a file, if there are any. */
  void deliver(Delivery delivery) {
    List<SimulatedRecord> file;
    String key;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      file = List.copyOf(waiting);
      waiting.clear();
      files++;
      key = key(clock.instant());
    }
    delivery.deliver(key, pack(file));
  }

  /** Number of records written so far. */
  synchronized long records() {
    return records;
  }

  /** Number of files delivered so far. */
  synchronized long files() {
    return files;
  }

  /** Number of calls that left no record because the selectors were narrowed. */
  synchronized long unseen() {
    return unseen;
  }

  private String key(Instant time) {
    String trail = "CloudTrail_" + Company.REGION;
    String end = String.format(Locale.ROOT, "%016X", names.nextLong());
    return "AWSLogs/"
        + Company.ACCOUNT
        + "/CloudTrail/"
        + Company.REGION
        + '/'
        + String.join(
            "_", FOLDER.format(time) + '/' + Company.ACCOUNT, trail, STAMP.format(time), end)
        + ".json.gz";
  }

  private static byte[] pack(List<SimulatedRecord> records) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String separator = "{\"Records\":[";
    for (SimulatedRecord record : records) {
      content.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
      content.writeBytes(record.json());
      separator = ",";
    }
    content.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
    return Gzip.of(content.toByteArray());
  }
}
