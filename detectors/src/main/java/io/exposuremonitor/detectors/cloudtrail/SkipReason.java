package io.exposuremonitor.detectors.cloudtrail;

/** Why something was not decoded. */
public enum SkipReason {
  /** Neither a JSON object nor an array of them; told once for a run of it, not once a byte. */
  NOT_JSON,
  /** The input ends in the middle of a record or before its envelope is closed. */
  TRUNCATED,
  /** JSON, but no CloudTrail record: it names no {@code eventSource} or no {@code eventName}. */
  NOT_CLOUDTRAIL,
  /**
   * A record of a table's stream that tells of no change: without a {@code dynamodb} object, or
   * with an {@code eventName} that is neither INSERT, MODIFY nor REMOVE.
   */
  NOT_ITEM_CHANGE,
  /** A change of an item whose key is missing or can't be read. */
  NO_ITEM_KEY,
  /** A record over 4 MiB, more than any CloudTrail event or change of an item. */
  TOO_LARGE,
  /** A record of interest to detectors whose time is missing or unreadable. */
  NO_EVENT_TIME,
  /** A five-minute summary of data events ({@code AwsAggregatedEvent}): counts without callers. */
  AGGREGATED,
  /** A CloudTrail Insights event: a rate that CloudTrail found unusual, not a call. */
  INSIGHT,
  /** A digest file, which lists log files and their hashes. */
  DIGEST,
  /** CloudWatch Logs asking whether the destination of a subscription is there. */
  CONTROL_MESSAGE,
  /** Bytes that could not be had: an I/O error or corrupt compression. */
  UNREADABLE
}
