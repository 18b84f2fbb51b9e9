package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What to measure.
 *
 * @param records records in memory
 * @param seed of the records
 * @param time of one measurement
 * @param rounds how often each is measured, in turns with the others, since a machine's speed
 *     changes while one measures
 * @param parts what is measured
 */
record BenchOptions(int records, long seed, Duration time, int rounds, Set<Part> parts) {
  /** Records are of a quarter of an hour: about five million a day, unless told otherwise. */
  static final Duration SPAN = Duration.ofMinutes(15);

  /** Start of the simulated records: a Wednesday afternoon, the busiest time. */
  static final Instant START = Instant.parse("2026-01-14T13:00:00Z");

  /** The parts of the benchmark. */
  enum Part {
    /** Plain Jackson, decoding, decoding and rules. */
    DECODE,
    /** The whole job on one core and on two, with state on the heap and in RocksDB. */
    PIPELINE,
    /** The whole job with one hot key and with many alike. */
    KEYS,
    /** Inflating alone, inflating and decoding, replay of compressed files. */
    GZIP
  }

  boolean has(Part part) {
    return parts.contains(part);
  }
}
