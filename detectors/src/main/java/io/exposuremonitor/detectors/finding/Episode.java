package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An open episode: signals of one analytic, actor and resource with no gap longer than the quiet
 * time. Part of the state; native types only.
 *
 * @param anchor start of the 15-minute slot of the earliest signal known when the episode was
 *     opened, epoch milliseconds; the uid of a reported episode is derived from it
 * @param start start of its earliest signal, epoch milliseconds
 * @param end end of its latest signal, epoch milliseconds
 * @param magnitude the greatest of its signals
 * @param confidence the highest of its signals
 * @param lead the signal that represents it
 * @param gathered the evidence of all its signals
 * @param reportedLevel the level last reported; null when nothing has been reported
 * @param reportedMagnitude the magnitude last reported
 * @param reportedDryRun true if it was last reported as a dry run
 */
public record Episode(
    long anchor,
    long start,
    long end,
    long magnitude,
    Signal.Confidence confidence,
    Lead lead,
    EpisodeEvidence gathered,
    @Nullable Level reportedLevel,
    long reportedMagnitude,
    boolean reportedDryRun) {

  /** An episode of a single signal, not yet reported. */
  static Episode of(Signal signal) {
    long start = Math.min(signal.start(), signal.end());
    return new Episode(
        ActivityBundle.slotOf(start),
        start,
        Math.max(signal.start(), signal.end()),
        signal.magnitude(),
        signal.confidence(),
        Lead.of(signal),
        EpisodeEvidence.of(signal.evidence(), signal.analytic()),
        null,
        0,
        false);
  }

  /** True when the gap between the two is at most {@code quiet} milliseconds. */
  boolean isNear(Episode other, long quiet) {
    return other.start - quiet <= end && start - quiet <= other.end;
  }

  /** This episode with the other's signals added; its anchor and report state are kept. */
  Episode absorb(Episode other) {
    return new Episode(
        anchor,
        Math.min(start, other.start),
        Math.max(end, other.end),
        Math.max(magnitude, other.magnitude),
        confidence.compareTo(other.confidence) >= 0 ? confidence : other.confidence,
        lead.or(other.lead),
        gathered.merge(other.gathered),
        reportedLevel,
        reportedMagnitude,
        reportedDryRun);
  }

  /** This episode, marked as reported in its present state. */
  Episode reported(boolean dryRun) {
    return new Episode(
        anchor, start, end, magnitude, confidence, lead, gathered, lead.level(), measure(), dryRun);
  }

  /**
   * True when the episode must be reported (again): it was never reported, its level rose, its
   * magnitude grew tenfold, or it was reported as a dry run and no longer is one.
   */
  boolean isReportDue(boolean dryRun) {
    return reportedLevel == null
        || (reportedDryRun && !dryRun)
        || lead.level().compareTo(reportedLevel) > 0
        || measure() / 10 >= Math.max(1, reportedMagnitude);
  }

  /** The magnitude; for rules the number of events if that is greater. */
  private long measure() {
    return isRule() ? Math.max(magnitude, gathered.eventCount()) : magnitude;
  }

  /**
   * The finding that reports this episode.
   *
   * @param time event time at which the phase was reached
   * @param anchor the slot that the uid is derived from
   * @param dryRun whether the policy runs its detection as a dry run
   */
  Finding finding(Finding.Phase phase, long time, long anchor, boolean dryRun) {
    return new Finding(
        StableId.of(
            lead.analytic().id(), lead.actor().id(), lead.resource(), Long.toString(anchor)),
        phase,
        lead.analytic(),
        lead.level(),
        confidence,
        lead.actor(),
        lead.resource(),
        lead.account(),
        lead.region(),
        time,
        start,
        end,
        lead.message(),
        evidence(),
        dryRun);
  }

  private Evidence evidence() {
    Evidence evidence = gathered.evidence();
    // Restored state may hold unsorted maps.
    Map<String, Long> counts = new TreeMap<>(evidence.counts());
    Map<String, String> facts = new TreeMap<>(evidence.facts());
    if (gathered.rules().stream().anyMatch(rule -> !rule.equals(lead.analytic().id()))) {
      facts.put(Evidence.RULE, String.join(", ", gathered.rules()));
    }
    if (isRule()) {
      counts.put("events", gathered.eventCount());
    }
    if (isRule() && gathered.manyEvents()) {
      facts.put("events_counted", "at least");
    }
    return new Evidence(
        counts,
        facts,
        evidence.events().stream().sorted(Comparator.comparing(EventReference::eventId)).toList());
  }

  private boolean isRule() {
    return lead.analytic().type() == Analytic.Type.RULE;
  }

  /** Whether the policy runs everything that led to this episode as a dry run. */
  boolean isDryRun(Policy policy) {
    String id = lead.analytic().id();
    List<String> rules = gathered.rules();
    if (rules.isEmpty() || rules.size() == EpisodeEvidence.MAX_RULES) {
      // Of more rules than are kept, an active one may have matched.
      return policy.stage(id, id) == Policy.Stage.DRY_RUN;
    }
    return rules.stream().allMatch(rule -> policy.stage(id, rule) == Policy.Stage.DRY_RUN);
  }
}
