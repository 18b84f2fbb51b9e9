package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.util.Locale;

/** An attack that can be planted in a day of traffic. */
public enum Attack {
  /** One page per minute of one table for 24 hours, by a role that does little else. */
  SLOW_SCAN(1, Duration.ofDays(1)),
  /** One table read in eight segments within ten minutes. */
  PARALLEL_SCAN(2, Duration.ofHours(1)),
  /** A hundred thousand keys of one table fetched in batches within four minutes. */
  KEY_SWEEP(3, Duration.ofHours(1)),
  /** {@code SELECT *} on a whole table, page after page. */
  PARTIQL_DUMP(4, Duration.ofHours(1)),
  /** The first page of many tables in turn. */
  MANY_TABLES(7, Duration.ofHours(1)),
  /** One table read by five roles within an hour, each below the thresholds for a single actor. */
  DISTRIBUTED_SCAN(6, Duration.ofHours(2)),
  /** A table exported to a bucket of a foreign account. */
  EXPORT(5, Duration.ofHours(1)),
  /** A table exported minutes after point-in-time recovery was enabled on it. */
  PREPARED_EXPORT(12, Duration.ofHours(1)),
  /** A table restored under another name. */
  RESTORE(8, Duration.ofHours(1)),
  /** A table shared with a foreign account. */
  SHARED_TABLE(10, Duration.ofHours(1)),
  /** A function attached to a table's stream. */
  STREAM_TRIGGER(9, Duration.ofHours(1)),
  /** The trail stopped. */
  TRAIL_STOPPED(11, Duration.ofHours(1)),
  /** A change stream read by an unknown reader in addition to the two that a shard supports. */
  ROGUE_READER(13, Duration.ofHours(1));

  private final int victim;
  private final Duration needs;

  Attack(int victim, Duration needs) {
    this.victim = victim;
    this.needs = needs;
  }

  /** Number of the attacked service; unique to the attack. */
  int victim() {
    return victim;
  }

  /** The shortest span that the attack fits into. */
  Duration needs() {
    return needs;
  }

  /** Name of the attacker's role. */
  String role() {
    return "adhoc-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-role";
  }
}
