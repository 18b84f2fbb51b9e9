package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.RecordWriter;
import io.exposuremonitor.job.simulation.SimulatedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * The company's trail: makes a record of every call, and files of records, named and packed as
 * CloudTrail does. Like CloudTrail, it obeys its selectors: once somebody has narrowed them, calls
 * on items leave no record. Thread-safe.
 */
final class Trail {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  /** Where files go. */
  interface Delivery {
    /**
     * Takes a file.
     *
     * @param key its name in the trail's bucket
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
   * @param seed gives the ids of records and the ends of files' names
   */
  Trail(long seed, InstantSource clock) {
    SplittableRandom random = new SplittableRandom(seed);
    writer = new RecordWriter(random.split());
    names = random.split();
    this.clock = clock;
  }

  /** Somebody called a service just now. */
  synchronized void record(Call call) {
    if (narrowed && call.api().data()) {
      unseen++;
      return;
    }
    waiting.add(writer.write(call, clock.millis()));
    records++;
  }

  /** From now on, calls on items are not recorded. */
  synchronized void narrow() {
    narrowed = true;
  }

  /** Delivers what was recorded since the last call as a file, if there is anything. */
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

  /** Records written so far. */
  synchronized long records() {
    return records;
  }

  /** Files handed over so far. */
  synchronized long files() {
    return files;
  }

  /** Calls that left no record, since the selectors were narrowed. */
  synchronized long unseen() {
    return unseen;
  }

  private String key(Instant time) {
    String trail = "CloudTrail_" + Company.REGION;
    String end = String.format("%016X", names.nextLong());
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      String separator = "{\"Records\":[";
      for (SimulatedRecord record : records) {
        out.write(separator.getBytes(StandardCharsets.US_ASCII));
        out.write(record.json());
        separator = ",";
      }
      out.write("]}".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail to be written to", e);
    }
    return bytes.toByteArray();
  }
}
