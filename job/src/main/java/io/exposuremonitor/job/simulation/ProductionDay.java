package io.exposuremonitor.job.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What to pretend.
 *
 * @param seed everything random follows from it: the same day gives the same bytes
 * @param records how many ordinary records; attacks and duplicates come on top
 * @param start when it begins
 * @param span how long it lasts, at least a minute
 * @param traffic how calls spread
 * @param attacks what is hidden in it
 */
public record ProductionDay(
    long seed, int records, Instant start, Duration span, Traffic traffic, Set<Attack> attacks) {

  /** Records in a day of the folder that {@code bench --generate} writes, unless told otherwise. */
  public static final int DEFAULT_RECORDS = 200_000;

  /**
   * @throws IllegalArgumentException when there is no record or no time, or an attack needs more
   *     time than there is
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

  /** A whole day of ordinary traffic. */
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
