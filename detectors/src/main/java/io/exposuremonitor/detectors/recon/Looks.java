package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The looks of one bundle, as hashes of operation, table and region, by the sort of memory. */
final class Looks {
  private final Set<Long> byProgram = new HashSet<>();
  private final Set<Long> byBrowser = new HashSet<>();
  private final Set<Long> failed = new HashSet<>();
  private final Set<String> regions = new TreeSet<>();
  private final List<EventReference> events = new ArrayList<>();
  private long calls;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  Looks(ActivityBundle bundle) {
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (counts(facet)) {
        add(facet, bundle.resource());
        first = Math.min(first, bundle.time(i));
        last = Math.max(last, bundle.time(i));
      }
    }
    for (int i = 0; i < bundle.named().length; i++) {
      Facet facet = bundle.facetOf(bundle.named()[i]);
      if (counts(facet)) {
        events.add(new EventReference(bundle.eventIds().get(i), facet.origin()));
      }
    }
  }

  private static boolean counts(Facet facet) {
    return EnumerationDetector.concerns(facet.operation()) && facet.origin().invokedBy().isEmpty();
  }

  private void add(Facet facet, String resource) {
    Operation call = facet.operation();
    long hash =
        IdHash.of(call.eventSource() + call.eventName() + ' ' + resource + ' ' + facet.region());
    calls |= 1L << call.lookIndex();
    regions.add(facet.region());
    if (facet.failed()) {
      failed.add(hash);
    } else {
      (facet.origin().console() ? byBrowser : byProgram).add(hash);
    }
  }

  boolean isEmpty() {
    return calls == 0;
  }

  Set<Long> byProgram() {
    return byProgram;
  }

  Set<Long> byBrowser() {
    return byBrowser;
  }

  /** By any client. */
  Set<Long> failed() {
    return failed;
  }

  /** Time of the latest, epoch milliseconds. */
  long last() {
    return last;
  }

  /** What is remembered of all of them, for the evidence; only if not empty. */
  EnumerationSlot slot() {
    return new EnumerationSlot(
        first, last, calls, List.copyOf(regions), EventReference.sample(events));
  }
}
