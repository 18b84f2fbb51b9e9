package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.simulation.CloudTrailGenerator;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.SimulatedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * CloudTrail records in memory, to be read round after round. Each round is later than the one
 * before by the corpus's span and has its own event ids, so that a job sees time pass and no event
 * twice. Immutable and thread-safe.
 */
public final class Corpus {
  private static final String TIME_FIELD = "\"eventTime\":\"";
  private static final String ID_FIELD = "\"eventID\":\"";
  private static final String DIGITS = "0123456789abcdef";
  private static final int ID_DIGITS = 8;
  private static final int SECONDS_PER_DAY = 24 * 60 * 60;

  /** A record with the offsets of its time and its id. */
  private record Entry(byte[] json, long second, int timeAt, int idAt) {}

  private final List<Entry> entries = new ArrayList<>();
  private final long spanSeconds;
  private long bytes;
  private int longest;

  private Corpus(ProductionDay day) throws IOException {
    spanSeconds = day.span().toSeconds();
    new CloudTrailGenerator(day).generate(this::add);
  }

  /** All records of a generated day. */
  public static Corpus of(ProductionDay day) {
    try {
      return new Corpus(day);
    } catch (IOException e) {
      throw new AssertionError("a corpus is in memory", e);
    }
  }

  private void add(SimulatedRecord record) {
    byte[] json = record.json();
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int timeAt = text.indexOf(TIME_FIELD) + TIME_FIELD.length();
    int idAt = text.indexOf(ID_FIELD) + ID_FIELD.length();
    entries.add(new Entry(json, record.time() / 1_000, timeAt, idAt));
    bytes += json.length;
    longest = Math.max(longest, json.length);
  }

  /** Records per round. */
  public int size() {
    return entries.size();
  }

  /** Total length of a round's records. */
  public long bytes() {
    return bytes;
  }

  /** Length of the longest record. */
  public int longest() {
    return longest;
  }

  /** A record of the first round. Callers must not modify it. */
  public byte[] record(int index) {
    return entries.get(index).json();
  }

  /** The time of a record in a round, epoch seconds. */
  long second(int index, int round) {
    return entries.get(index).second() + round * spanSeconds;
  }

  /**
   * Copies a record with its time and id in a round.
   *
   * @param index from 0 to {@link #size()}, exclusive
   * @param round from 0
   * @param target at least {@link #longest()} long
   * @return the record's length
   */
  public int copy(int index, int round, byte[] target) {
    return copy(index, round, second(index, round), target);
  }

  /**
   * Copies a record with another time.
   *
   * @param second of the event, epoch seconds
   */
  int copy(int index, int round, long second, byte[] target) {
    Entry entry = entries.get(index);
    System.arraycopy(entry.json(), 0, target, 0, entry.json().length);
    if (second != entry.second()) {
      writeTime(second, target, entry.timeAt());
    }
    if (round > 0) {
      for (int i = 0; i < ID_DIGITS; i++) {
        target[entry.idAt() + i] = (byte) DIGITS.charAt((round >>> (4 * (7 - i))) & 15);
      }
    }
    return entry.json().length;
  }

  /**
   * Overwrites a time in the form {@code 2026-01-01T00:00:00}. Written by hand, because every
   * record passes here.
   */
  private static void writeTime(long second, byte[] target, int at) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
    int ofDay = Math.floorMod(second, SECONDS_PER_DAY);
    writeTwo(date.getYear() / 100, target, at);
    writeTwo(date.getYear() % 100, target, at + 2);
    writeTwo(date.getMonthValue(), target, at + 5);
    writeTwo(date.getDayOfMonth(), target, at + 8);
    writeTwo(ofDay / 3_600, target, at + 11);
    writeTwo(ofDay / 60 % 60, target, at + 14);
    writeTwo(ofDay % 60, target, at + 17);
  }

  private static void writeTwo(int number, byte[] target, int at) {
    target[at] = (byte) ('0' + number / 10);
    target[at + 1] = (byte) ('0' + number % 10);
  }
}
