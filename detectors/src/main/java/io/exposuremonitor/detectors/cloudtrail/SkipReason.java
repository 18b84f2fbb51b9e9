package io.exposuremonitor.detectors.cloudtrail;

/** The reason why something was not decoded. */
public enum SkipReason {
  /** Neither a JSON object nor an array of objects; reported once per run of bytes. */
  NOT_JSON,
  /** The input ends in the middle of a record or before its envelope is closed. */
  TRUNCATED,
  /** JSON, but not a CloudTrail record: it has no {@code eventSource} or no {@code eventName}. */
  NOT_CLOUDTRAIL,
  /**
   * A record of a table's stream without a change: it has no {@code dynamodb} object, or an {@code
   * eventName} that is neither INSERT, MODIFY nor REMOVE.
   */
  NOT_ITEM_CHANGE,
  /** An item change whose key is missing or can't be read. */
  NO_ITEM_KEY,
  /**
   * A record over 4 MiB, more than any CloudTrail event or item change, or a call whose names and
   * keys take over 128 KiB, more than any call.
   */
  TOO_LARGE,
  /** A record needed by detectors has no time or an invalid one. */
  NO_EVENT_TIME,
  /** A five-minute summary of data events ({@code AwsAggregatedEvent}): counts without callers. */
  AGGREGATED,
  /** A CloudTrail Insights event: a rate that CloudTrail found unusual, not a call. */
  INSIGHT,
  /** A digest file, which lists log files and their hashes. */
  DIGEST,
  /** CloudWatch Logs checking whether the destination of a subscription is reachable. */
  CONTROL_MESSAGE,
  /** Bytes that could not be read: an I/O error or corrupt compression. */
  UNREADABLE,
  /** A decoded record that the rules can't read: detectors have seen its call, no rule has. */
  NO_RULE_EVALUATED
}
