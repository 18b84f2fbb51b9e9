package io.exposuremonitor.job.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The parameters of a simulated day.
 *
 * @param seed determines everything random: the same parameters yield the same bytes
 * @param records number of ordinary records, not counting attacks and duplicates
 * @param start start of the day
 * @param span length of the day, at least a minute
 * @param traffic distribution of the calls
 * @param attacks attacks planted in it
 */
public record ProductionDay(
    long seed, int records, Instant start, Duration span, Traffic traffic, Set<Attack> attacks) {

  /** Default number of records for {@code bench --generate}. */
  public static final int DEFAULT_RECORDS = 200_000;

  /**
   * @throws IllegalArgumentException if there is no record, if the day is shorter than a minute, or
   *     if an attack does not fit into it
   */
  public ProductionDay {
    requireNonNull(start, "start");
    requireNonNull(traffic, "traffic");
    attacks = Set.copyOf(attacks);
    if (records < 1 || span.toMinutes() < 1) {
      throw new IllegalArgumentException("a day needs a record and a minute at least");
    }
    for (Attack attack : attacks) {
      if (span.compareTo(attack.needs()) < 0) {
        throw new IllegalArgumentException(attack + " needs " + attack.needs() + ", not " + span);
      }
    }
  }

  /** A day of 24 hours of ordinary traffic. */
  public static ProductionDay of(long seed, int records, Instant start) {
    return new ProductionDay(seed, records, start, Duration.ofDays(1), Traffic.ZIPF, Set.of());
  }

  public ProductionDay with(Set<Attack> planted) {
    return new ProductionDay(seed, records, start, span, traffic, planted);
  }

  public ProductionDay with(Duration otherSpan, Traffic otherTraffic) {
    return new ProductionDay(seed, records, start, otherSpan, otherTraffic, attacks);
  }
}
