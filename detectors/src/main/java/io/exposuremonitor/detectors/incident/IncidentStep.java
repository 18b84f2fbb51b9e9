package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One finding on an incident's timeline. Part of the state; about 600 bytes, at most {@value
 * #MAX_BYTES} in ASCII.
 *
 * @param finding the finding's uid
 * @param analytic id of the analytic that raised it, such as {@code bulk-read.table-scan}
 * @param title of the analytic
 * @param tactic tactic of the analytic's first technique, or null if unknown
 * @param level the finding's highest level so far
 * @param actor id of the actor
 * @param resource ARN, or empty
 * @param start first event time covered, epoch milliseconds
 * @param end last event time covered
 * @param message one sentence, truncated to {@value #MAX_MESSAGE} characters
 * @param guide path of the investigation guide in the repository, or a URL; may be empty
 * @param note a matching suppression that has expired, or empty
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

  /** By time, then by uid to make the order total. */
  static final Comparator<IncidentStep> BY_TIME =
      Comparator.comparingLong(IncidentStep::start).thenComparing(IncidentStep::finding);

  /** The order in which an incident keeps steps: the highest level first, then the earliest. */
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
        Ellipsis.cut(finding.analytic().title(), MAX_NAME),
        tactic,
        finding.level(),
        Ellipsis.cut(finding.actor().id(), MAX_NAME),
        Ellipsis.cut(finding.resource(), MAX_NAME),
        Math.min(finding.start(), finding.end()),
        Math.max(finding.start(), finding.end()),
        Ellipsis.cut(finding.message(), MAX_MESSAGE),
        Ellipsis.cut(finding.analytic().guide(), MAX_NAME),
        Ellipsis.cut(finding.evidence().facts().getOrDefault(Suppressions.EXPIRED, ""), MAX_NAME));
  }

  /** The family of the analytic, such as {@code bulk-read}. */
  public String family() {
    return Analytic.familyOf(analytic);
  }

  /**
   * Merges two phases of one finding: the message is that of the higher level, or else of the later
   * end.
   */
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
        firstNonEmpty(lead.note, note, other.note));
  }

  private static String firstNonEmpty(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
