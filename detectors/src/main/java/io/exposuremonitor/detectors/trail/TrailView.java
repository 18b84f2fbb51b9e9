package io.exposuremonitor.detectors.trail;

import io.exposuremonitor.detectors.arn.Arns;

/**
 * The known settings of a trail. State: stored as it is.
 *
 * @param arn the trail's ARN, which names its account and home region
 * @param everyRegion whether it records all regions, or only its home region
 * @param everyAccount whether it is an organisation's trail and records all its accounts
 * @param logging whether logging is on
 * @param known whether its selectors are known; otherwise it may record anything
 * @param selectors selectors of the recorded events
 */
public record TrailView(
    String arn,
    boolean everyRegion,
    boolean everyAccount,
    boolean logging,
    boolean known,
    EventSelectors selectors) {

  /** Account and region of an ARN: {@code 123456789012/eu-west-1}. */
  public static String place(String arn) {
    return Arns.account(arn) + '/' + Arns.region(arn);
  }

  /** Whether it records the table's account and region at all. */
  boolean reaches(String table) {
    return reachesPlace(place(table));
  }

  /** Whether it records an account and region, written as {@link #place} does. */
  boolean reachesPlace(String place) {
    int slash = place.indexOf('/');
    return (everyAccount || Arns.account(arn).equals(place.substring(0, slash)))
        && (everyRegion || Arns.region(arn).equals(place.substring(slash + 1)));
  }

  /** Whether a call on a table is recorded, or may be if the selectors are unknown. */
  boolean records(DataCall call, String table) {
    return reaches(table) && logging && (!known || selectors.select(call, table));
  }

  TrailView logging(boolean on) {
    return new TrailView(arn, everyRegion, everyAccount, on, known, selectors);
  }

  TrailView selecting(EventSelectors others) {
    return new TrailView(arn, everyRegion, everyAccount, logging, true, others);
  }
}
