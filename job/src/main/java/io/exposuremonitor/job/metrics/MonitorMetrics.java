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

  /** Intake, counter: items written whose values were not looked at, to spare time. */
  public static final String SAMPLED_OUT_ITEMS = "sampledOutItems";

  /** Intake, counter: values of items that were not looked at to their end. */
  public static final String CUT_VALUES = "cutItemValues";

  /** Dead letters, counter, by reason: inputs that could not be used. */
  public static final String DEAD_LETTERS = "deadLetters";

  /** Group: name of an alert route. */
  public static final String ROUTE = "route";

  /** Group: what an incident's revision tells. */
  public static final String CHANGE = "change";

  /** Episodes, counter: signals kept back by a suppression of the policy. */
  public static final String SUPPRESSED_SIGNALS = "suppressedSignals";

  /** Episodes, counter: signals below the policy's minimum level. */
  public static final String MINOR_SIGNALS = "signalsBelowMinimumLevel";

  /** Incidents, counter, by change: revisions of incidents told. */
  public static final String INCIDENT_CHANGES = "incidentChanges";

  /** Alerts, counter, by route: letters that the service took. */
  public static final String ALERTS_DELIVERED = "alertsDelivered";

  /** Alerts, counter, by route: attempts that failed and are made again. */
  public static final String ALERTS_RETRIED = "alertsRetried";

  /** Alerts, counter, by route: letters that the service will never take. */
  public static final String ALERTS_REFUSED = "alertsRefused";

  /** Alerts, counter, by route: incidents not told because the budget was spent. */
  public static final String ALERTS_SUPPRESSED = "alertsSuppressed";

  /** Alerts, counter: alerts of the state whose route is no longer set. */
  public static final String ALERTS_OF_REMOVED_ROUTES = "alertsOfRemovedRoutes";

  /** Alerts, gauge, by route: letters that wait. */
  public static final String ALERTS_WAITING = "alertsWaiting";

  /** Alerts, gauge, by route: 1 while a service that keeps failing is left alone. */
  public static final String ROUTE_BROKEN = "alertRouteBroken";

  private MonitorMetrics() {}
}
