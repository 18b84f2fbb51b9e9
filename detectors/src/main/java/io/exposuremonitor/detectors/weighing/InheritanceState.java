package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of {@link Inheritance} for the whole job. A mutable state class: fields may be added,
 * never removed or renamed.
 *
 * <p>Bounded: 300 bytes for each of at most {@value #MAX_TABLES} tables that hold sensitive data,
 * 400 bytes for each of at most {@value #MAX_ORIGINS} copies. At most 3.2 MB; typically a few
 * kilobytes. In a replay, also the events by which event time is behind.
 */
public final class InheritanceState {
  /** Maximum number of tables whose own holdings are kept; those of further ones are not. */
  public static final int MAX_TABLES = 8_192;

  /** Maximum number of copies; those made longest ago are evicted first. */
  public static final int MAX_ORIGINS = 2_048;

  /** Classes found in tables' own items, by table; only tables with any. */
  public Map<String, Holdings> held = new HashMap<>();

  /** The origins of copies, ascending by time. */
  public List<TableOrigin> origins = new ArrayList<>();

  /** Events that wait until all earlier ones have arrived; replay only. */
  public List<InheritanceEvent> pending = new ArrayList<>();
}
