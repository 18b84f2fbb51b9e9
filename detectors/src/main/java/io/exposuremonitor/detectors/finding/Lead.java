package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.Comparator;

/**
 * The signal that represents an episode: the one with the highest level, then the greatest
 * magnitude. Ties go to the alphabetically first message, so that the choice does not depend on the
 * order of arrival. Part of the state.
 *
 * @param message truncated to {@value #MAX_MESSAGE} characters
 */
public record Lead(
    Level level,
    long magnitude,
    String message,
    Analytic analytic,
    Actor actor,
    String resource,
    String account,
    String region) {
  static final int MAX_MESSAGE = 1_024;

  private static final Comparator<Lead> RANK =
      Comparator.comparing(Lead::level)
          .thenComparingLong(Lead::magnitude)
          .thenComparing(Lead::message, Comparator.reverseOrder())
          .thenComparing(Lead::account, Comparator.reverseOrder())
          .thenComparing(Lead::region, Comparator.reverseOrder())
          .thenComparing(lead -> lead.actor().toString(), Comparator.reverseOrder())
          .thenComparing(lead -> lead.analytic().toString(), Comparator.reverseOrder());

  static Lead of(Signal signal) {
    return new Lead(
        signal.level(),
        signal.magnitude(),
        Ellipsis.cut(signal.message(), MAX_MESSAGE),
        signal.analytic(),
        signal.actor(),
        signal.resource(),
        signal.account(),
        signal.region());
  }

  /** The one of the two that ranks higher. */
  Lead or(Lead other) {
    return equals(other) || RANK.compare(this, other) >= 0 ? this : other;
  }
}
