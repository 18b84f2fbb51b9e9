package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PartiqlDetector} remembers of one actor. A mutable state class: fields may be added,
 * never removed or renamed.
 *
 * <p>Bounded: at most {@value #MAX_SHAPES} shapes of 40 bytes, and {@value #MAX_TABLES} tables of
 * {@value TableCounts#MAX_MINUTES} minutes of 570 bytes, and 1 KB more in minutes with writes for
 * the events to name: 11 KB once the last minutes are forgotten, under 400 KB in a storm of
 * statements on eight tables with the default lateness, {@value #MAX_BYTES} bytes at most, if every
 * user agent has the maximum length. An actor with a handful of statements takes under 1.5 KB.
 */
public final class PartiqlState extends ExpiringState {
  /** Version of this layout. */
  public static final int VERSION = 1;

  /** Shapes remembered per actor. */
  public static final int MAX_SHAPES = 256;

  /** Tables whose statements are counted at once. */
  public static final int MAX_TABLES = 8;

  /** Bytes of data that a state can hold; an engine's framing comes on top. */
  public static final int MAX_BYTES = 2_800_000;

  /** Version of the layout that it was written in. */
  public int schemaVersion = VERSION;

  /** When the actor used PartiQL; null until it does. */
  public @Nullable Recency use;

  /** When it used each statement shape, by the shape's 64-bit hash. */
  public Map<Long, Recency> shapes = new HashMap<>();

  /** When shapes were evicted although they were within the memory; null for never. */
  public @Nullable Recency forgetting;

  /** Number of shapes evicted in this way. */
  public long shapesForgotten;

  /** Its latest statements, by table ARN. */
  public Map<String, TableCounts> tables = new HashMap<>();
}
