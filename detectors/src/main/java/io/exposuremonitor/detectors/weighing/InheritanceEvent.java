package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Either the holdings of a table or the origin of a copy.
 *
 * @param held the classes found in a table's own items, or null
 * @param origin the table that another was copied from, or null
 */
public record InheritanceEvent(@Nullable Holdings held, @Nullable TableOrigin origin) {
  /** ARN of the table that it is about. */
  String table() {
    return held != null ? held.table() : Objects.requireNonNull(origin).table();
  }

  /** Event time, epoch milliseconds. */
  long time() {
    return held != null ? held.time() : Objects.requireNonNull(origin).time();
  }

  /** The classes found in a table's own items. */
  public static InheritanceEvent of(Holdings held) {
    return new InheritanceEvent(held, null);
  }

  /** The successful restores of a bundle that name their source table. */
  public static List<InheritanceEvent> of(ActivityBundle bundle) {
    return IntStream.range(0, bundle.size())
        .filter(i -> isRestore(bundle.facetOf(i)))
        .mapToObj(
            i ->
                new TableOrigin(
                    bundle.resource(), bundle.facetOf(i).index(), bundle.time(i), List.of()))
        .filter(origin -> !origin.table().equals(origin.source()))
        .map(origin -> new InheritanceEvent(null, origin))
        .toList();
  }

  /**
   * A table and each of its replicas as copies of one another.
   *
   * @param table the table's ARN
   * @param regions Regions of its replicas; its own and empty ones are ignored
   * @param time when this was observed, epoch milliseconds
   */
  public static List<InheritanceEvent> ofReplicas(String table, List<String> regions, long time) {
    List<InheritanceEvent> events = new ArrayList<>();
    for (String region : regions) {
      if (!region.isEmpty() && !region.equals(Arns.region(table))) {
        String replica = Arns.build("dynamodb", region, Arns.account(table), Arns.resource(table));
        events.add(new InheritanceEvent(null, new TableOrigin(replica, table, time, List.of())));
        events.add(new InheritanceEvent(null, new TableOrigin(table, replica, time, List.of())));
      }
    }
    return events;
  }

  private static boolean isRestore(Facet facet) {
    return facet.operation().isRestore() && !facet.failed() && !facet.index().isEmpty();
  }
}
