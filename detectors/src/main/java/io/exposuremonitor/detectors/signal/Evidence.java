package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Origin;
import java.util.List;
import java.util.Map;

/**
 * The evidence of a signal. Holds numbers and names only, never a value of an item or key.
 *
 * @param counts counts by snake-case name: {@code pages}, {@code distinct_keys}, {@code
 *     coverage_percent}, {@code window_seconds}, …
 * @param facts names and texts by snake-case name: {@code bucket}, {@code statement_shape}, …
 * @param events a few of the events, at most {@value #MAX_EVENTS}: a {@linkplain
 *     EventReference#sample sample} that is the same in any order
 */
public record Evidence(
    Map<String, Long> counts, Map<String, String> facts, List<EventReference> events) {
  /**
   * Name of the fact that names the rule, if that is not also the finding's id. A finding names all
   * such rules that matched.
   */
  public static final String RULE = "rule";

  /** Maximum number of events kept per signal and per finding. */
  public static final int MAX_EVENTS = 3;

  /** Maximum number of values that a rule's fact lists; the others are left out. */
  public static final int MAX_LISTED = 10;

  /** Maximum length of a rule's fact, in characters; the rest is cut off. */
  public static final int MAX_TEXT = 256;

  /** CloudTrail event ids to look up. */
  public List<String> eventIds() {
    return events.stream().map(EventReference::eventId).filter(id -> !id.isEmpty()).toList();
  }

  /** The distinct known origins of the calls. */
  public List<Origin> origins() {
    return events.stream()
        .map(EventReference::origin)
        .filter(origin -> !origin.equals(Origin.NONE))
        .distinct()
        .toList();
  }
}
