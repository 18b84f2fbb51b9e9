package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trails that record an account's region, all of them.
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
   * @param everyAccount whether it is an organisation's
   * @param logging whether it is switched on; true when that may not be known
   * @param selectors what it records, as JSON in the form of {@code PutEventSelectors}; null when
   *     it may not be known
   */
  public record Seen(
      String arn,
      boolean everyRegion,
      boolean everyAccount,
      boolean logging,
      @Nullable String selectors) {}
}
