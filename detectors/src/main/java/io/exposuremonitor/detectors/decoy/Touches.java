package io.exposuremonitor.detectors.decoy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of a bundle that touched a decoy. */
final class Touches {
  private static final Analytic TOUCHED =
      Analytic.behavioral(
          "decoy.touched", "Decoy touched", "docs/detectors/decoys.md", "T1213.006", "T1530");

  private final ActivityBundle bundle;
  private final String table;
  private final List<EventReference> events = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private long calls;
  private int mostKeys;
  private String account = "";
  private String region = "";

  Touches(ActivityBundle bundle, String table) {
    this.bundle = bundle;
    this.table = table;
  }

  /**
   * Adds a call if it is on a decoy.
   *
   * @param whole whether the whole table is a decoy
   * @param keys number of decoy keys that it names
   */
  void add(int activity, boolean whole, int keys) {
    if (!whole && keys == 0) {
      return;
    }
    Facet facet = bundle.facetOf(activity);
    long time = bundle.time(activity);
    start = Math.min(start, time);
    end = Math.max(end, time);
    calls++;
    mostKeys = Math.max(mostKeys, keys);
    account = facet.account();
    region = facet.region();
    first("operation", facet.operation().eventName());
    first("error_code", facet.errorCode());
    String id = bundle.eventId(activity);
    if (!id.isEmpty()) {
      events.add(new EventReference(id, facet.origin()));
    }
  }

  /** Keeps the fact that sorts first, independent of order. */
  private void first(String name, String fact) {
    if (!fact.isEmpty()) {
      facts.merge(name, fact, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
  }

  boolean isEmpty() {
    return calls == 0;
  }

  Signal signal() {
    String name = Arns.name(table);
    String decoy = mostKeys == 0 ? "the decoy table " + name : "a decoy item of " + name;
    String message =
        "%s touched %s, which nobody has a reason to touch: stop the actor, and find out what else it"
            + " touched.";
    return Signal.of(TOUCHED, Level.CRITICAL, Confidence.HIGH)
        .about(bundle.actor(), table, account, region)
        .during(start, end)
        .saying(
            calls,
            message.formatted(Names.actor(bundle.actor()), decoy),
            new Evidence(
                counts(), Collections.unmodifiableMap(facts), EventReference.sample(events)));
  }

  private Map<String, Long> counts() {
    return mostKeys == 0 ? Map.of() : Map.of("decoy_keys", (long) mostKeys);
  }
}
