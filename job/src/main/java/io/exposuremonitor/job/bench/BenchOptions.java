package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What to measure.
 *
 * @param records number of records in memory
 * @param span the time that the generated records span: the shorter, the busier the company
 * @param seed of the generated records
 * @param time of one measurement
 * @param rounds how often each trial is measured, in turns with the others, because a machine's
 *     speed changes during a run
 * @param parts the parts to measure
 */
record BenchOptions(
    int records, Duration span, long seed, Duration time, int rounds, Set<Part> parts) {
  /** By default, the records span a quarter of an hour: about four million a day. */
  static final Duration SPAN = Duration.ofMinutes(15);

  /** Start of the generated records: a Wednesday afternoon, the busiest time. */
  static final Instant START = Instant.parse("2026-01-14T13:00:00Z");

  /** The parts of the benchmark. */
  enum Part {
    /** Decoding with plain Jackson, decoding, and decoding with rules. */
    DECODE,
    /** The whole job on one core and on two, with state on the heap and in RocksDB. */
    PIPELINE,
    /** The whole job with one hot key and with many equal keys. */
    KEYS,
    /** Inflating alone, inflating and decoding, replay of compressed files. */
    GZIP
  }

  /** How many calls the records amount to per day if they span a minute, the shortest time. */
  static long mostCallsPerDay(int records) {
    return records * Duration.ofDays(1).toMinutes();
  }

  /** The time that records span if there are as many calls per day. */
  static Duration spanOf(int records, long callsPerDay) {
    return Duration.ofSeconds(records * Duration.ofDays(1).toSeconds() / callsPerDay);
  }

  boolean has(Part part) {
    return parts.contains(part);
  }
}
