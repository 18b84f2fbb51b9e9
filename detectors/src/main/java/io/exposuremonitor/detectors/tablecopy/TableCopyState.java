package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link TableCopyDetector} for one actor. A mutable state class: fields may be added,
 * never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_TABLES} tables and kinds of copy and
 * {@value #MAX_PLACES} places, plus 200 bytes and the engine's framing. 11.5 KB at most; an actor
 * that copies one table takes under 300 bytes.
 */
public final class TableCopyState extends ExpiringState {
  /** Pairs of table and kind of copy remembered per actor. */
  public static final int MAX_TABLES = 256;

  /** Destinations of exports remembered per actor; the oldest are evicted first. */
  public static final int MAX_PLACES = 16;

  /** When the actor made copies of a kind, by the kind's name. */
  public Map<String, Recency> kinds = new HashMap<>();

  /** When it copied each table, by a hash of kind and table. */
  public Map<Long, Recency> tables = new HashMap<>();

  /** When it exported to each destination, by a hash of bucket and prefix. */
  public Map<Long, Recency> places = new HashMap<>();

  /** When tables were evicted although they were within the memory; null for never. */
  public @Nullable Recency forgetting;
}
