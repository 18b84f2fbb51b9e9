package io.exposuremonitor.detectors.trail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link TrailWatch} remembers. A mutable state class: fields may be added, never removed or
 * renamed. About 150 bytes for each table, of which it knows {@value TrailWatch#MAX_TABLES} at
 * most, and the size of its selectors for each trail.
 */
public final class TrailWatchState {
  /** Trails by ARN. */
  public Map<String, TrailView> trails = new HashMap<>();

  /** When the trails of an account and region were listed completely, epoch milliseconds. */
  public Map<String, Long> listed = new HashMap<>();

  /** Time of the last change or listing that took effect, by its name. */
  public Map<String, Long> changed = new HashMap<>();

  /** The last call after which some table was no longer recorded, by the trail that it changed. */
  public Map<String, TrailEvent> darkened = new HashMap<>();

  /** Tables by ARN. */
  public Map<String, TableSeen> tables = new HashMap<>();

  /** Changes waiting for earlier ones that may still arrive, ascending by time. */
  public List<TrailEvent> waiting = new ArrayList<>();

  /**
   * When a table was seen. State: stored as it is.
   *
   * @param since first, epoch milliseconds
   * @param last last, epoch milliseconds
   */
  public record TableSeen(long since, long last) {}
}
