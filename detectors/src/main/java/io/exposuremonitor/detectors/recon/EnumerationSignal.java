package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Creates the signal of an enumeration, with message and evidence. */
final class EnumerationSignal {
  private static final Analytic ENUMERATION =
      Analytic.behavioral(
          "recon.enumeration",
          "Tables listed and described in bulk",
          "docs/detectors/conduct.md",
          "T1526",
          "T1580");

  private EnumerationSignal() {}

  /**
   * @param window looks of the window, ascending
   * @param looks distinct looks that were new to the actor
   * @param failed those of them that were denied or failed
   */
  static Signal of(ActivityBundle bundle, List<EnumerationSlot> window, long looks, long failed) {
    Actor actor = bundle.actor();
    String account = actor.account().isEmpty() ? bundle.facets().get(0).account() : actor.account();
    List<String> regions =
        window.stream().flatMap(slot -> slot.regions().stream()).distinct().sorted().toList();
    long calls =
        window.stream().mapToLong(EnumerationSlot::calls).reduce(0, (one, other) -> one | other);
    List<EventReference> events =
        EventReference.sample(window.stream().flatMap(slot -> slot.events().stream()).toList());
    Map<String, Long> counts = new TreeMap<>();
    counts.put("looks", looks);
    counts.put("distinct_calls", (long) Long.bitCount(calls));
    counts.put("regions", (long) regions.size());
    if (failed > 0) {
      counts.put("failed_looks", failed);
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s listed and described tables, streams or backups in %,d ways that are new to it within"
                + " an hour, in %s: find out who asked for that, and what it read afterwards.",
            Names.actor(actor),
            looks,
            regions.size() == 1 ? regions.get(0) : regions.size() + " regions");
    return Signal.of(
            ENUMERATION,
            Level.LOW,
            looks > 3 * failed ? Signal.Confidence.MEDIUM : Signal.Confidence.HIGH)
        .about(
            actor,
            TableArns.everyTable(account),
            account,
            regions.size() == 1 ? regions.get(0) : "")
        .during(
            window.get(0).first(), window.stream().mapToLong(EnumerationSlot::last).max().orElse(0))
        .saying(
            looks,
            message,
            new Evidence(counts, Map.of("regions", String.join(", ", regions)), events));
  }
}
