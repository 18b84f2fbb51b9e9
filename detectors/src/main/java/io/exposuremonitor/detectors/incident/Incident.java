package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A revision of an incident: findings that belong together, and the unit of alerting. All its
 * revisions carry the same {@code id}.
 *
 * @param id stable identifier: a function of actor and time, so a replay yields the same one; the
 *     alerts' {@code dedup_key}
 * @param revision 1 when opened, incremented with each reported change
 * @param change what this revision reports
 * @param state where it is in its life cycle
 * @param time event time at which this revision was reached, epoch milliseconds
 * @param level the highest level of its findings; one step higher once they show three tactics
 * @param risk 0 to 100, as of {@code time}: {@link Risk}
 * @param start first event time covered
 * @param end last event time covered
 * @param summary one actionable sentence
 * @param actors ids of its actors: those with the most severe findings first, then alphabetically;
 *     at most {@value IncidentState#MAX_NAMES}
 * @param resources ARNs of its resources, likewise
 * @param accounts accounts whose logs recorded it, likewise
 * @param tactics ATT&amp;CK tactics of its findings, in the order of the matrix
 * @param sensitivity the highest sensitivity of its tables, by policy or by learned content; null
 *     if unknown
 * @param coveragePercent the largest share of a table that was read; 0 if unknown
 * @param findings number of findings, exact up to {@value IncidentState#MAX_FINDINGS}
 * @param repetitions number of updates that only enlarged known findings
 * @param timeline the findings of the highest level, by time, at most {@value
 *     IncidentState#MAX_STEPS}
 * @param mergedInto id of the incident that this one was merged into, or empty
 * @param scope what routes match
 */
public record Incident(
    String id,
    long revision,
    Change change,
    State state,
    long time,
    Level level,
    int risk,
    long start,
    long end,
    String summary,
    List<String> actors,
    List<String> resources,
    List<String> accounts,
    List<Tactic> tactics,
    @Nullable Sensitivity sensitivity,
    int coveragePercent,
    int findings,
    long repetitions,
    List<IncidentStep> timeline,
    String mergedInto,
    IncidentScope scope) {

  private static final int SHORT_ID = 8;

  /** The steps of the timeline: the highest level first, then the earliest. */
  public List<IncidentStep> byWeight() {
    return timeline.stream().sorted(IncidentStep.BY_WEIGHT).toList();
  }

  /** The most severe step, the earliest of several; empty without steps. */
  public Optional<IncidentStep> worst() {
    return timeline.stream().min(IncidentStep.BY_WEIGHT);
  }

  /** The first characters of an incident's id, for metrics and for people. */
  public static String shortId(String id) {
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  /** Where an incident is in its life cycle. */
  public enum State {
    OPEN,
    /** Something was added since it was opened. */
    UPDATED,
    /** Nothing was seen for the policy's quiet time. */
    QUIET,
    RESOLVED
  }

  /** What a revision reports. */
  public enum Change {
    OPENED,
    /** Its level rose: alert again. */
    RAISED,
    /** A finding was added, or activity resumed after a quiet time. */
    EXTENDED,
    /** Nothing was seen for the policy's quiet time. */
    CALMED,
    /** Nothing was seen for the time after which incidents are resolved. */
    RESOLVED,
    /** It was merged into another incident, which takes over its findings. */
    MERGED,
    /** Evicted in favour of more severe incidents, because too many were open. */
    DISPLACED;

    /** True if this is the incident's last revision. */
    public boolean isEnd() {
      return this == RESOLVED || this == MERGED || this == DISPLACED;
    }
  }
}
