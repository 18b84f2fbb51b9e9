package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that belong together, as told: what a person is called for. All its revisions carry the
 * same {@code id}.
 *
 * @param id stable: a function of who and when, so a replay repeats it; the alerts' {@code
 *     dedup_key}
 * @param revision 1 when it is opened, one more with each change that is told
 * @param change what this revision tells
 * @param state where in its life it is
 * @param time event time at which this revision was reached, epoch milliseconds
 * @param level the worst of its findings; one step worse once they show three tactics
 * @param risk 0 to 100, as of {@code time}: {@link Risk}
 * @param start first event time covered
 * @param end last event time covered
 * @param summary one sentence that a person can act on
 * @param actors ids of who, those that sort first, at most {@value IncidentState#MAX_NAMES}
 * @param resources ARNs of what, likewise
 * @param accounts whose logs told of it, likewise
 * @param tactics of ATT&amp;CK that its findings show, in the order of the matrix
 * @param sensitivity the highest that the policy, or what was learned, gives its tables; null when
 *     nothing is known
 * @param coveragePercent the largest share of a table that was read, 0 when not known
 * @param findings how many, exact up to {@value IncidentState#MAX_FINDINGS}
 * @param repetitions how often known findings only grew
 * @param timeline the worst findings, by time, at most {@value IncidentState#MAX_STEPS}
 * @param mergedInto id of the incident that goes on with this one's findings, or empty
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
    String mergedInto) {

  private static final int SHORT_ID = 8;

  /** The beginning of an incident's id, by which metrics and people tell incidents apart. */
  public static String shortId(String id) {
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  /** Where in its life an incident is. */
  public enum State {
    OPEN,
    /** Something was added since it was opened. */
    UPDATED,
    /** Nothing was seen for the policy's quiet time. */
    QUIET,
    RESOLVED
  }

  /** What a revision tells. */
  public enum Change {
    OPENED,
    /** Its level rose: call again. */
    RAISED,
    /** A finding was added, or it stirred after a quiet time. */
    EXTENDED,
    /** Nothing was seen for the policy's quiet time. */
    CALMED,
    /** Nothing was seen for so long that it is over. */
    RESOLVED,
    /** Another incident, found to be the same story, goes on with its findings. */
    MERGED,
    /** Given up for worse ones, because too many were open. */
    DISPLACED;

    /** True when the incident ends with it. */
    public boolean isEnd() {
      return this == RESOLVED || this == MERGED || this == DISPLACED;
    }
  }
}
