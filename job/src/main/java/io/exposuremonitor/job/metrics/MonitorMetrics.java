package io.exposuremonitor.job.metrics;

/**
 * Names of the metrics that the job's own operators register with the engine. Those of sources are
 * in {@link io.exposuremonitor.connectors.stream.StreamMetrics} and {@link
 * io.exposuremonitor.connectors.objects.ObjectMetrics}. Counters count since the task started.
 */
public final class MonitorMetrics {
  /** Group: the name of the input. */
  public static final String SOURCE = "source";

  /** Group: a table's ARN, else its name. */
  public static final String TABLE = "table";

  /** Group: what happened to an item. */
  public static final String KIND = "kind";

  /** Group: why something could not be used. */
  public static final String REASON = "reason";

  /** Intake, counter: CloudTrail records decoded. */
  public static final String RECORDS = "recordsDecoded";

  /** Intake, counter: bytes consumed, as they came. */
  public static final String BYTES = "bytesDecoded";

  /** Intake, counter: calls handed to detectors with memory. */
  public static final String ACTIVITIES = "activities";

  /** Intake, counter: records handed to the rules. */
  public static final String CANDIDATES = "ruleCandidates";

  /** Intake, counter, by table and kind: changes of items. */
  public static final String ITEM_CHANGES = "itemChanges";

  /** Intake, counter: the part of the removed items that expired. */
  public static final String EXPIRED_ITEMS = "expiredItems";

  /** Intake, counter: values of changed items that could not be read. */
  public static final String UNREADABLE_VALUES = "unreadableItemValues";

  /** Dead letters, counter, by reason: inputs that could not be used. */
  public static final String DEAD_LETTERS = "deadLetters";

  private MonitorMetrics() {}
}
