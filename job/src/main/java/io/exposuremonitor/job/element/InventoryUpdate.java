package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.trail.TrailSign;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory saw: a table, or the trails of an account and region; one of the two.
 *
 * @param facts of a table
 * @param policy the table's resource policy as JSON, empty when there is none; whom it lets in is
 *     worked out where the exposure policy is known
 * @param trails all trails that record an account and region
 */
public record InventoryUpdate(
    @Nullable TableFacts facts, String policy, @Nullable TrailSign trails) {
  /** As the engine sends it. */
  public static final TypeInformation<InventoryUpdate> TYPE =
      TypeInformation.of(InventoryUpdate.class);
}
