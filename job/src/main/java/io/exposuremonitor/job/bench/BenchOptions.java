package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What to measure.
 *
 * @param records number of records in memory
 * @param seed of the generated records
 * @param time of one measurement
 * @param rounds how often each trial is measured, in turns with the others, because a machine's
 *     speed changes during a run
 * @param parts the parts to measure
 */
record BenchOptions(int records, long seed, Duration time, int rounds, Set<Part> parts) {
  /** The records span a quarter of an hour: about five million a day, by default. */
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

  boolean has(Part part) {
    return parts.contains(part);
  }
}
