package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One finding on an incident's timeline. Part of the state; about 600 bytes, at most {@value
 * #MAX_BYTES} in ASCII.
 *
 * @param finding the finding's uid
 * @param analytic id of what raised it, such as {@code bulk-read.table-scan}
 * @param title of the analytic
 * @param tactic of the analytic's first technique, or null when that is not known
 * @param level the worst of the finding so far
 * @param actor id of who
 * @param resource ARN, or empty
 * @param start first event time covered, epoch milliseconds
 * @param end last event time covered
 * @param message one sentence, cut to {@value #MAX_MESSAGE} characters
 * @param guide path of the investigation guide in the repository, or a URL; may be empty
 * @param note what a person should know besides: a suppression that has expired; may be empty
 */
public record IncidentStep(
    String finding,
    String analytic,
    String title,
    @Nullable Tactic tactic,
    Level level,
    String actor,
    String resource,
    long start,
    long end,
    String message,
    String guide,
    String note) {
  static final int MAX_MESSAGE = 400;
  static final int MAX_NAME = 256;

  /** Bound on one step, in ASCII. */
  public static final int MAX_BYTES = 3_072;

  /** By time; what else differs only makes the order complete. */
  static final Comparator<IncidentStep> BY_TIME =
      Comparator.comparingLong(IncidentStep::start).thenComparing(IncidentStep::finding);

  /** Which steps an incident keeps: the worst, then the earliest. */
  static final Comparator<IncidentStep> BY_WEIGHT =
      Comparator.comparing(IncidentStep::level).reversed().thenComparing(BY_TIME);

  private static final Comparator<IncidentStep> STAGE =
      Comparator.comparing(IncidentStep::level)
          .thenComparingLong(IncidentStep::end)
          .thenComparing(IncidentStep::message);

  static IncidentStep of(Finding finding, @Nullable Tactic tactic) {
    return new IncidentStep(
        finding.uid(),
        finding.analytic().id(),
        cut(finding.analytic().title(), MAX_NAME),
        tactic,
        finding.level(),
        cut(finding.actor().id(), MAX_NAME),
        cut(finding.resource(), MAX_NAME),
        Math.min(finding.start(), finding.end()),
        Math.max(finding.start(), finding.end()),
        cut(finding.message(), MAX_MESSAGE),
        cut(finding.analytic().guide(), MAX_NAME),
        cut(finding.evidence().facts().getOrDefault(Suppressions.EXPIRED, ""), MAX_NAME));
  }

  /** Two stages of one finding as one: the worse speaks, among equals the one that covers more. */
  IncidentStep or(IncidentStep other) {
    IncidentStep lead = STAGE.compare(this, other) >= 0 ? this : other;
    return new IncidentStep(
        finding,
        analytic,
        title,
        tactic,
        lead.level,
        actor,
        resource,
        Math.min(start, other.start),
        Math.max(end, other.end),
        lead.message,
        guide,
        lead.note.isEmpty() ? (note.isEmpty() ? other.note : note) : lead.note);
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + '…';
  }
}
