package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One open episode: signals of one analytic, actor and resource that follow each other within the
 * quiet time. Part of the state; native types only.
 *
 * @param anchor start of the quarter of an hour that its earliest signal, as known when it was
 *     opened, started in; epoch milliseconds. What the uid of a reported episode rests on
 * @param start of its earliest signal, epoch milliseconds
 * @param end of its latest signal, epoch milliseconds
 * @param magnitude the greatest
 * @param confidence the highest
 * @param lead the signal that speaks for it
 * @param gathered the evidence of all its signals
 * @param reportedLevel the level last reported; null when nothing has been reported
 * @param reportedMagnitude the magnitude last reported
 * @param reportedDryRun true when it was last reported as a dry run
 */
public record Episode(
    long anchor,
    long start,
    long end,
    long magnitude,
    Signal.Confidence confidence,
    Lead lead,
    Gathered gathered,
    @Nullable Level reportedLevel,
    long reportedMagnitude,
    boolean reportedDryRun) {

  /** An episode of a single signal that nobody has been told of. */
  static Episode of(Signal signal) {
    long start = Math.min(signal.start(), signal.end());
    return new Episode(
        ActivityBundle.slotOf(start),
        start,
        Math.max(signal.start(), signal.end()),
        signal.magnitude(),
        signal.confidence(),
        Lead.of(signal),
        Gathered.of(signal.evidence(), isRule(signal.analytic())),
        null,
        0,
        false);
  }

  /** True when no more than {@code quiet} milliseconds lie between the two. */
  boolean isNear(Episode other, long quiet) {
    return other.start - quiet <= end && start - quiet <= other.end;
  }

  /** This episode with the other's signals; what was reported, and the anchor, stay. */
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

  /** This episode as reported now. */
  Episode reported(boolean dryRun) {
    return new Episode(
        anchor, start, end, magnitude, confidence, lead, gathered, lead.level(), measure(), dryRun);
  }

  /**
   * True when it is worse than reported, or ten times as large, or when so far it was reported as a
   * dry run only.
   */
  boolean hasNews(boolean dryRun) {
    return reportedLevel == null
        || (reportedDryRun && !dryRun)
        || lead.level().compareTo(reportedLevel) > 0
        || measure() / 10 >= Math.max(1, reportedMagnitude);
  }

  /**
   * How much it is: for rules the number of events, where that is more than they say themselves.
   */
  private long measure() {
    return isRule() ? Math.max(magnitude, gathered.eventCount()) : magnitude;
  }

  /**
   * What is told of it.
   *
   * @param time event time at which the phase was reached
   * @param anchor what the uid rests on
   * @param dryRun whether its detection is only tried out
   */
  Finding finding(Finding.Phase phase, long time, long anchor, boolean dryRun) {
    return new Finding(
        StableHash.uuid(
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
    // Sorted, whatever map the state came back with.
    Map<String, Long> counts = new TreeMap<>(evidence.counts());
    Map<String, String> facts = new TreeMap<>(evidence.facts());
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
    return isRule(lead.analytic());
  }

  private static boolean isRule(Analytic analytic) {
    return analytic.type() == Analytic.Type.RULE;
  }
}
