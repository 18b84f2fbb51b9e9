package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The signals of {@link SourceWatch}. The actor is unknown; the resource is the input. */
final class SourceSignals {
  private static final String GUIDE = "docs/detectors/blindspot.md";
  private static final long SECOND_MILLIS = 1_000;

  static final Analytic SILENT =
      Analytic.behavioral("blindspot.source-silent", "Source silent", GUIDE, "T1562.008");

  static final Analytic CLOCK_SKEW =
      Analytic.behavioral("blindspot.clock-skew", "Events from the future", GUIDE, "T1562.008");

  private SourceSignals() {}

  /**
   * @param heard when the last record arrived, epoch milliseconds
   * @param since start of the silence, not counting time in which the monitor did not run
   * @param missed number of records expected meanwhile
   */
  static Signal silent(String source, long heard, long since, long now, long missed) {
    long seconds = (now - since) / SECOND_MILLIS;
    String message =
        String.format(
            Locale.ROOT,
            "Input %s has delivered nothing for %s, since %s; about %,d records would be usual at"
                + " this time of the week. What happens in the meantime goes unseen.",
            source,
            Names.duration(now - since),
            Instant.ofEpochMilli(heard).truncatedTo(ChronoUnit.SECONDS),
            missed);
    return about(SILENT, Level.HIGH, source)
        .during(since, now)
        .saying(
            seconds, message, counts(Map.of("silent_seconds", seconds, "usual_records", missed)));
  }

  static Signal neverDelivered(String source, long first, long now) {
    long seconds = (now - first) / SECOND_MILLIS;
    String message =
        "Input "
            + source
            + " has delivered nothing since it was first read, "
            + Names.duration(now - first)
            + " ago. Is it the right one, and does anything write to it?";
    return about(SILENT, Level.MEDIUM, source)
        .during(first, now)
        .saying(seconds, message, counts(Map.of("silent_seconds", seconds)));
  }

  static Signal clockSkew(SourcePulse pulse) {
    long seconds = pulse.aheadMillis() / SECOND_MILLIS;
    String message =
        String.format(
            Locale.ROOT,
            "Input %s delivered %s whose time lies up to %s in the future: either the"
                + " monitor's clock is wrong, or the records are not as AWS wrote them.",
            pulse.source(),
            Names.count(pulse.early(), "event"),
            Names.duration(pulse.aheadMillis()));
    return about(CLOCK_SKEW, Level.LOW, pulse.source())
        .during(pulse.time(), pulse.time())
        .saying(
            Math.max(1, seconds),
            message,
            counts(Map.of("events", pulse.early(), "ahead_seconds", seconds)));
  }

  private static Signal.About about(Analytic analytic, Level level, String source) {
    return Signal.of(analytic, level, Signal.Confidence.HIGH).about(Actor.UNKNOWN, source, "", "");
  }

  private static Evidence counts(Map<String, Long> counts) {
    return new Evidence(counts, Map.of(), List.of());
  }
}
