package io.exposuremonitor.job.intake;

/** Names of the accumulators that report an intake's progress. */
public final class IntakeCounters {
  /** CloudTrail records decoded. */
  public static final String RECORDS = "records";

  /** Bytes consumed from the input, as stored. */
  public static final String BYTES = "bytes";

  /** Activities passed to detectors. */
  public static final String ACTIVITIES = "activities";

  /** CloudTrail records of calls on items and on records of streams. */
  public static final String DATA_EVENTS = "data-events";

  /** Records passed to the rules. */
  public static final String CANDIDATES = "candidates";

  /** Earliest event time of a CloudTrail record, epoch milliseconds; the maximum without any. */
  public static final String FIRST_EVENT = "first-event";

  /** Latest event time of a CloudTrail record, epoch milliseconds; the minimum without any. */
  public static final String LAST_EVENT = "last-event";

  /** Item changes, by table. */
  public static final String ITEM_CHANGES = "item-changes";

  private IntakeCounters() {}
}
