package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is inspected, and how often.
 *
 * @param access one account and region; an endpoint, if set, applies to DynamoDB only
 * @param others endpoints of the other services
 * @param interval from the start of one sweep to that of the next; a sweep that takes longer is
 *     followed by the next at once
 * @param callsPerSecond bound on all calls together
 * @param tablePrefix only tables whose names have this prefix; empty for all
 * @param trails whether trails are inspected too
 */
public record InventorySettings(
    AwsAccess access,
    Endpoints others,
    Duration interval,
    double callsPerSecond,
    String tablePrefix,
    boolean trails)
    implements Serializable {
  /**
   * Endpoints of services besides DynamoDB; null for the region's own.
   *
   * @param cloudTrail of CloudTrail
   * @param kms of KMS
   */
  public record Endpoints(@Nullable URI cloudTrail, @Nullable URI kms) implements Serializable {
    /** The endpoints of the region. */
    public static final Endpoints OF_REGION = new Endpoints(null, null);
  }

  /**
   * @throws IllegalArgumentException when the interval or the rate is not positive
   */
  public InventorySettings {
    if (interval.isNegative() || interval.isZero() || callsPerSecond <= 0) {
      throw new IllegalArgumentException("interval and rate must be positive");
    }
  }
}
