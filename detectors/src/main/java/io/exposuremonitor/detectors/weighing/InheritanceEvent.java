package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to do with what tables hold: one of two.
 *
 * @param held what a table holds by its own items, or null
 * @param origin that a table was made of another, or null
 */
public record InheritanceEvent(@Nullable Holdings held, @Nullable TableOrigin origin) {
  /** What a table holds by its own items. */
  public static InheritanceEvent of(Holdings held) {
    return new InheritanceEvent(held, null);
  }

  /** The restores of a bundle that succeeded and tell which table was restored. */
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

  private static boolean isRestore(Facet facet) {
    return facet.operation().isRestore() && !facet.failed() && !facet.index().isEmpty();
  }
}
