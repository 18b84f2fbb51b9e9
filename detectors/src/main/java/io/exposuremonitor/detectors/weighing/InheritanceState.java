package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Inheritance} remembers, for the whole job. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 300 bytes for each of at most {@value #MAX_TABLES} tables that hold sensitive data,
 * 400 bytes for each of at most {@value #MAX_ORIGINS} tables that were made of others. 3.2 MB at
 * most; a few kilobytes as a rule.
 */
public final class InheritanceState {
  /** Tables whose own holdings are remembered. */
  public static final int MAX_TABLES = 8_192;

  /** Tables that were made of others; the oldest go first. */
  public static final int MAX_ORIGINS = 2_048;

  /** What tables hold by their own items, by table; none that holds nothing. */
  public Map<String, Holdings> held = new HashMap<>();

  /** Which tables were made of which, ascending by time. */
  public List<TableOrigin> origins = new ArrayList<>();
}
