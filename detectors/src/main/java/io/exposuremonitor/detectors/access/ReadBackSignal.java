package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Creates the signal of items returned by writes, with message and evidence. */
final class ReadBackSignal {
  private static final Analytic READ_BACK =
      Analytic.behavioral(
          "access.write-as-read",
          "Items read back through writes",
          "docs/detectors/conduct.md",
          "T1213.006");

  private ReadBackSignal() {}

  /**
   * @param items distinct items returned
   * @param usual maximum number within such a span on any earlier day; 0 if there is no history
   */
  static Signal of(
      Sighting sighting, ReadBackSpan span, long first, long last, long items, long usual) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("read_back_items", items);
    if (usual > 0) {
      counts.put("usual_read_back_items", usual);
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s had about %,d items of %s returned by its writes within %s, and is not known to"
                + " read the table: stop it, and find out what became of the items.",
            Names.actor(sighting.actor()),
            items,
            Names.table(sighting.resource()),
            span.words);
    return Signal.of(
            READ_BACK, span.level, usual > 0 ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM)
        .about(sighting.actor(), sighting.resource(), sighting.account(), sighting.place().region())
        .during(first, last)
        .saying(items, message, new Evidence(counts, Map.of(), sighting.events()));
  }
}
