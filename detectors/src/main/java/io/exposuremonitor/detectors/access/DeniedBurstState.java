package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link DeniedBurstDetector} for one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_USES} uses of our tables and as many of
 * others, and, for two hours, 500 bytes for each of at most {@value #MAX_REFUSED} refusals and
 * {@value #MAX_FIRSTS} first successes. 220 KB at most; an actor that reads one table takes under
 * 300 bytes.
 */
public final class DeniedBurstState extends ExpiringState {
  /**
   * Maximum number of uses, each a table and a kind of access, remembered per actor: of our tables,
   * and of tables in other accounts.
   */
  public static final int MAX_USES = 256;

  /** Maximum number of refusals, distinct by call, table, region and slot of five minutes. */
  public static final int MAX_REFUSED = 128;

  /** Maximum number of first successes. */
  public static final int MAX_FIRSTS = 64;

  /** When the actor succeeded in each use of our tables, by a hash of kind and table. */
  public Map<Long, Recency> uses = new HashMap<>();

  /** When uses were evicted because there were too many; null for never. */
  public @Nullable Recency forgetting;

  /** The same for tables in other accounts. */
  public Map<Long, Recency> foreignUses = new HashMap<>();

  /** When {@link #foreignUses} were evicted; null for never. */
  public @Nullable Recency foreignForgetting;

  /** Refusals of the last hours, ascending by time. */
  public List<Refused> refused = new ArrayList<>();

  /** First successes of the last hours, ascending by time. */
  public List<FirstSuccess> firsts = new ArrayList<>();

  /** Event time of the latest sighting, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;
}
