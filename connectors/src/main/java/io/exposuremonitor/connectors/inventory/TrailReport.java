package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All trails that record an account's region.
 *
 * @param account twelve digits
 * @param region such as {@code eu-west-1}
 * @param time when they were listed, epoch milliseconds
 * @param trails each once
 */
public record TrailReport(String account, String region, long time, List<Seen> trails) {
  /**
   * A trail.
   *
   * @param arn its ARN
   * @param everyRegion whether it records all regions
   * @param everyAccount whether it is an organisation's trail
   * @param logging whether it is logging; true when unknown
   * @param selectors its event selectors, as JSON in the form of {@code PutEventSelectors}; null
   *     when unknown
   */
  public record Seen(
      String arn,
      boolean everyRegion,
      boolean everyAccount,
      boolean logging,
      @Nullable String selectors) {}
}
