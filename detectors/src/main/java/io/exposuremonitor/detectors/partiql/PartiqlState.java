package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.baseline.Recency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one actor's use of PartiQL.
 *
 * <p>Bounded: at most {@value #MAX_SHAPES} shapes of 40 bytes, and {@value #MAX_TABLES} tables of
 * {@value TableCounts#MAX_MINUTES} minutes of 570 bytes, and 1 KB more in minutes with writes for
 * the events to name: 11 KB once the last minutes are forgotten, under 400 KB in a storm of
 * statements on eight tables with the default lateness, {@value #MAX_BYTES} bytes at the very most,
 * if every user agent is as long as can be. An actor with a handful of statements takes under 1.5
 * KB.
 *
 * @param schemaVersion version of this record, {@value #VERSION}
 * @param use when the actor used PartiQL; null only before anything is known
 * @param shapes when it used each statement shape, by the shape's 64-bit hash; the state's own and
 *     changed in place
 * @param forgetting when shapes were forgotten for want of room, or null for never
 * @param shapesForgotten how many shapes that were
 * @param tables its latest statements by table ARN; the state's own and changed in place
 * @param expiresAt event time at which all is forgotten unless it is used again, epoch milliseconds
 * @param expiryWakeUp when the detector asked to be woken for that, epoch milliseconds
 */
public record PartiqlState(
    int schemaVersion,
    @Nullable Recency use,
    Map<Long, Recency> shapes,
    @Nullable Recency forgetting,
    long shapesForgotten,
    Map<String, TableCounts> tables,
    long expiresAt,
    long expiryWakeUp) {
  /** Version of this record. */
  public static final int VERSION = 1;

  /** Shapes remembered per actor. */
  public static final int MAX_SHAPES = 256;

  /** Tables whose statements are counted at once. */
  public static final int MAX_TABLES = 8;

  /** Bytes of data that the record can hold; an engine's framing comes on top. */
  public static final int MAX_BYTES = 2_800_000;

  public PartiqlState {
    shapes = shapes == null ? new HashMap<>() : shapes;
    tables = tables == null ? new HashMap<>() : tables;
  }

  /** The same, woken when all expires. */
  PartiqlState expiryAwaited() {
    return new PartiqlState(
        schemaVersion, use, shapes, forgetting, shapesForgotten, tables, expiresAt, expiresAt);
  }

  /** Nothing known yet. */
  static PartiqlState empty() {
    return new PartiqlState(
        VERSION, null, new HashMap<>(), null, 0, new HashMap<>(), Long.MIN_VALUE, Long.MIN_VALUE);
  }
}
