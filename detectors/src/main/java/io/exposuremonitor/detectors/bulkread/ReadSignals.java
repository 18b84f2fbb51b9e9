package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState.Subject;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what was observed of one actor on one table into signals. */
final class ReadSignals {
  private final Subject subject;
  private final Policy.@Nullable Table table;
  private final List<String> eventIds;
  private final List<Origin> origins;

  private ReadSignals(
      Subject subject, Policy.@Nullable Table table, List<String> eventIds, List<Origin> origins) {
    this.subject = subject;
    this.table = table;
    this.eventIds = eventIds;
    this.origins = origins;
  }

  static ReadSignals of(Subject subject, Policy policy) {
    return new ReadSignals(subject, policy.table(subject.table()), List.of(), List.of());
  }

  /** Adds the event ids and origins of a bundle as evidence. */
  ReadSignals from(ActivityBundle bundle) {
    Set<Origin> seen = new LinkedHashSet<>();
    for (Facet facet : bundle.facets()) {
      if (seen.size() < Evidence.MAX_ORIGINS && Reading.of(facet) != null) {
        seen.add(facet.origin());
      }
    }
    return new ReadSignals(subject, table, bundle.sampleIds(), List.copyOf(seen));
  }

  /** Reports all that a judge observed. */
  void report(ReadJudge judge, DetectorContext context) {
    for (Map.Entry<Analytic, Observation> entry : judge.observations().entrySet()) {
      context.signal(signal(entry.getKey(), entry.getValue()));
    }
  }

  private Signal signal(Analytic analytic, Observation seen) {
    return new Signal(
        analytic,
        analytic.equals(Analytics.LOW_AND_SLOW) ? Levels.slow(table) : Levels.fast(table),
        seen.confident() ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM,
        subject.actor(),
        subject.table(),
        subject.account(),
        subject.region(),
        seen.start(),
        seen.end(),
        seen.magnitude(),
        Messages.read(analytic, seen, subject.actor(), subject.table()),
        new Evidence(seen.counts(), Map.of(), eventIds, origins));
  }
}
