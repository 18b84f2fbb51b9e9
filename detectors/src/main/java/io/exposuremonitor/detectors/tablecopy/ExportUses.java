package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Extracts exports of tables to buckets, and reads of their files, from bundles. */
public final class ExportUses {
  private record Group(String folder, String table, String service) {}

  private ExportUses() {}

  /** The exports and reads in a bundle; none for most. */
  public static List<ExportUse> of(ActivityBundle bundle) {
    Map<Group, Calls> groups = new LinkedHashMap<>();
    for (int i = 0; i < bundle.size(); i++) {
      if (concerns(bundle.facetOf(i))) {
        groups.computeIfAbsent(group(bundle, i), added -> new Calls()).add(bundle, i);
      }
    }
    List<ExportUse> uses = new ArrayList<>();
    groups.forEach((group, calls) -> uses.add(calls.use(bundle, group)));
    return uses;
  }

  private static boolean concerns(Facet facet) {
    boolean isStart = facet.operation() == Operation.EXPORT_TABLE && !facet.index().isEmpty();
    return !facet.failed() && (isStart || facet.operation().isObjectRead());
  }

  private static Group group(ActivityBundle bundle, int activity) {
    Facet facet = bundle.facetOf(activity);
    String service = facet.origin().invokedBy();
    return facet.operation() == Operation.EXPORT_TABLE
        ? new Group(facet.index(), bundle.resource(), service)
        : new Group(bundle.resource(), "", service);
  }

  private static final class Calls {
    private final DistinctCount files = new DistinctCount(DistinctCount.LG_K);
    private final List<EventReference> events = new ArrayList<>();
    private String account = "";
    private String region = "";
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(ActivityBundle bundle, int activity) {
      account = bundle.facetOf(activity).account();
      region = bundle.facetOf(activity).region();
      first = Math.min(first, bundle.time(activity));
      last = Math.max(last, bundle.time(activity));
      for (int k = bundle.keyStart(activity); k < bundle.keyEnd()[activity]; k++) {
        files.add(bundle.keys()[k]);
      }
      String eventId = bundle.eventId(activity);
      if (!eventId.isEmpty()) {
        events.add(new EventReference(eventId, bundle.facetOf(activity).origin()));
      }
    }

    ExportUse use(ActivityBundle bundle, Group group) {
      return new ExportUse(
          BucketArns.of(group.folder),
          group.folder,
          group.table,
          bundle.actor(),
          account,
          region,
          first,
          last,
          files.toBytes(),
          group.service,
          EventReference.sample(events));
    }
  }
}
