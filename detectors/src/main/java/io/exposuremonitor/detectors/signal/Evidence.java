package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Origin;
import java.util.List;
import java.util.Map;

/**
 * What a signal rests on. Numbers and names only: no item value and no key value ever gets here.
 *
 * @param counts what was counted, by snake-case name: {@code pages}, {@code distinct_keys}, {@code
 *     coverage_percent}, {@code window_seconds}, …
 * @param facts what was named, by snake-case name: {@code bucket}, {@code statement_shape}, …
 * @param eventIds a few CloudTrail event ids to look up, at most {@value #MAX_EVENT_IDS}
 * @param origins where the calls came from, at most {@value #MAX_ORIGINS}
 */
public record Evidence(
    Map<String, Long> counts,
    Map<String, String> facts,
    List<String> eventIds,
    List<Origin> origins) {
  /** Event ids kept per signal and per finding. */
  public static final int MAX_EVENT_IDS = 5;

  /** Origins kept per signal and per finding. */
  public static final int MAX_ORIGINS = 5;
}
