package io.exposuremonitor.job.element;

import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.trail.TrailEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * A result of the inventory: either a table, or the trails of an account and region.
 *
 * @param facts of a table
 * @param policy the table's resource policy as JSON, empty when there is none; its grantees are
 *     determined where the exposure policy is known
 * @param trails all trails that record an account and region
 */
public record InventoryUpdate(
    @Nullable TableFacts facts, String policy, @Nullable TrailEvent trails) {
  /** Type information for the engine. */
  public static final TypeInformation<InventoryUpdate> TYPE =
      TypeInformation.of(InventoryUpdate.class);
}
