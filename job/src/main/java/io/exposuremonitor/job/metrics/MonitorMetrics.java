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

  /** Intake, counter: events whose time lay in the future when they arrived. */
  public static final String EARLY_EVENTS = "earlyEvents";

  /** Intake, counter: events that came later than the policy's lateness allows. */
  public static final String LATE_EVENTS = "lateEvents";

  /** Table gauges, by table, milliseconds: when the latest data event happened. */
  public static final String TABLE_LAST_EVENT = "tableLastEvent";

  /** Table gauges, by table: 1 when trails record all reads of it. */
  public static final String TABLE_COVERED = "tableDataEventsCovered";

  /** Group: a table's account. */
  public static final String ACCOUNT = "account";

  /** Group: a table's region. */
  public static final String REGION = "region";

  /** Group: whose key a table is encrypted with. */
  public static final String ENCRYPTION = "encryption";

  /** Group: how a table's capacity is paid. */
  public static final String BILLING = "billing";

  /** Table gauges, by table, account, region, encryption and billing: 1 for what holds now. */
  public static final String TABLE_INFO = "tableInfo";

  /** Table gauges, by table: bytes. */
  public static final String TABLE_SIZE = "tableSizeBytes";

  /** Table gauges, by table: items. */
  public static final String TABLE_ITEMS = "tableItems";

  /** Table gauges, by table: replicas in other regions. */
  public static final String TABLE_REPLICAS = "tableReplicas";

  /** Table gauges, by table: 1 when the change stream is on. */
  public static final String TABLE_STREAM = "tableStreamEnabled";

  /** Table gauges, by table: 1 when it is encrypted with a key of the customer's. */
  public static final String TABLE_CUSTOMER_KEY = "tableCustomerManagedKey";

  /** Table gauges, by table: 1 when point-in-time recovery is on. */
  public static final String TABLE_RECOVERY = "tablePointInTimeRecovery";

  /** Table gauges, by table: 1 when deletion protection is on. */
  public static final String TABLE_PROTECTION = "tableDeletionProtection";

  /** Table gauges, by table: 1 when it has a resource policy. */
  public static final String TABLE_POLICY = "tableResourcePolicy";

  /** Table gauges: tables that are too many to be shown. */
  public static final String TABLES_NOT_SHOWN = "tablesNotShown";

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

  /** Episodes, counter: signals of detections that the policy disables. */
  public static final String DISABLED_SIGNALS = "disabledSignals";

  /** Group: id of a rule's or detector's findings. */
  public static final String DETECTION = "detection";

  /** Episodes, counter, by detection: findings of detections that are only tried out. */
  public static final String DRY_RUN_FINDINGS = "dryRunFindings";

  /** Group: short hash of the policy and the user's own rules. */
  public static final String VERSION = "version";

  /** Rules, gauge, by version: 1 for the policy in force. */
  public static final String POLICY_IN_FORCE = "policyInForce";

  /** Rules, gauge: when the policy in force was read, epoch milliseconds. */
  public static final String POLICY_READ_AT = "policyReadAtMs";

  /** Policy, counter: changes that were refused. */
  public static final String POLICY_REFUSED = "policyRefused";

  /** Incidents, counter, by change: revisions of incidents told. */
  public static final String INCIDENT_CHANGES = "incidentChanges";

  /** Incidents, counter: sessions forgotten before their time because too many were given. */
  public static final String SESSIONS_FORGOTTEN = "sessionsForgotten";

  /** Alerts, counter: alerts of the state whose route is no longer set. */
  public static final String ALERTS_OF_REMOVED_ROUTES = "alertsOfRemovedRoutes";

  /** Alerts, gauge, by route: letters that wait. */
  public static final String ALERTS_WAITING = "alertsWaiting";

  /** Alerts, gauge, by route: 1 while a service that keeps failing is left alone. */
  public static final String ROUTE_BROKEN = "alertRouteBroken";

  /** Group: the setting that names an output. */
  public static final String OUTPUT = "output";

  /** Outputs, gauge, by output: lines, or objects of lines, that wait. */
  public static final String OUTPUT_WAITING = "outputWaiting";

  /** Group: ARN of a stream, or of the table whose change stream it is. */
  public static final String STREAM = "stream";

  /** Group: whether readers were expected. */
  public static final String KNOWN = "known";

  /** Group: name of an application, which is its lease table's. */
  public static final String APPLICATION = "application";

  /** Group: what became of leases. */
  public static final String STATE = "state";

  /** Consumers, gauge, by stream and known: readers of the newest quarter of an hour. */
  public static final String STREAM_READERS = "streamReaders";

  /** Consumers, gauge, ms, by application and stream: age of the slowest lease's renewal. */
  public static final String CONSUMER_LAG = "consumerLagMs";

  /** Consumers, gauge, by application, stream and state: leases. */
  public static final String CONSUMER_LEASES = "consumerLeases";

  private MonitorMetrics() {}
}
