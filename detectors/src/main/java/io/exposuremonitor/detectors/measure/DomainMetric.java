package io.exposuremonitor.detectors.measure;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The domain metrics, with their names in Prometheus. Unlike the engine's own metrics they are
 * data: their values are part of checkpoints, so counters continue after a restart. To add a
 * metric, add a constant here and an operator that emits {@link Sample}s for it.
 */
public enum DomainMetric {
  FINDINGS(
      "exposure_findings",
      Kind.COUNTER,
      "family,detection,level",
      "Findings by the level at which they were opened; a finding that is raised also "
          + "counts at its new level."),
  TABLE_FINDINGS(
      "exposure_table_findings",
      Kind.COUNTER,
      "table,family,level",
      "The same, by the table that they are about."),
  TABLE_OPEN_FINDINGS(
      "exposure_table_open_findings",
      Kind.GAUGE,
      "table,level",
      "Open findings about a table, by their current level."),
  TABLE_EXPOSED_RATIO(
      "exposure_table_exposed_ratio",
      Kind.GAUGE,
      "table",
      "The largest share of the table, 0 to 1, that was read according to an open finding; "
          + "0 when no open finding states a share."),
  TABLE_EXPOSED_SINCE(
      "exposure_table_exposed_since_timestamp_seconds",
      Kind.GAUGE,
      "table",
      "Start of the earliest exposure that an open finding of level medium or above "
          + "reports: data taken, or made reachable. Absent while there is none."),
  TABLE_CALLS(
      "exposure_table_calls",
      Kind.COUNTER,
      "table,kind",
      "Successful calls, by kind: scan, query, get, partiql, write, stream, control."),
  TABLE_DENIED_CALLS(
      "exposure_table_denied_calls",
      Kind.COUNTER,
      "table",
      "Calls denied by IAM or by a resource policy."),
  TABLE_READ_PAGES(
      "exposure_table_read_pages",
      Kind.COUNTER,
      "table",
      "Pages of at most 1 MB read by Scan, Query and SELECT; a call that is logged twice "
          + "counts once."),
  TABLE_DISTINCT_KEYS(
      "exposure_table_distinct_keys_read",
      Kind.DISTINCT,
      "table",
      "Distinct keys read in the current hour of event time; estimated, within about 5 %."),
  TABLE_READERS(
      "exposure_table_readers",
      Kind.DISTINCT,
      "table",
      "Distinct actors that read in the current hour of event time; estimated, within about "
          + "5 %."),
  PARTIQL_STATEMENTS(
      "exposure_partiql_statements",
      Kind.COUNTER,
      "table,verb,access",
      "Executed PartiQL statements, by verb and by how they find items: key, scan, or none "
          + "where that does not apply."),
  INCIDENTS_OPEN("exposure_incidents_open", Kind.GAUGE, "level", "Incidents that are open."),
  INCIDENTS_OPENED(
      "exposure_incidents_opened",
      Kind.COUNTER,
      "level",
      "Incidents by the level at which they were opened."),
  INCIDENT_INFO(
      "exposure_incident_info",
      Kind.GAUGE,
      "incident,level,family,table",
      "1 for each of the 50 worst open incidents; incident is the start of its id, family "
          + "and table are those of its worst finding."),
  INCIDENT_RISK_SCORE(
      "exposure_incident_risk_score",
      Kind.GAUGE,
      "incident",
      "Risk score of each of these incidents, 0 to 100, as of its latest update."),
  INCIDENT_FINDINGS(
      "exposure_incident_findings",
      Kind.GAUGE,
      "incident",
      "Number of findings of each of these incidents, as of its latest update."),
  INCIDENT_STARTED(
      "exposure_incident_started_timestamp_seconds",
      Kind.GAUGE,
      "incident",
      "Time of the earliest event of each of these incidents."),
  DETECTION_LATENCY(
      "exposure_detection_latency_seconds",
      Kind.HISTOGRAM,
      "family",
      "Time from the event that caused a finding to the finding, including delivery."),
  DETECTION_LATENCY_FROM_ARRIVAL(
      "exposure_detection_latency_from_arrival_seconds",
      Kind.HISTOGRAM,
      "family",
      "Time from the arrival of the event that caused a finding to the finding. Excludes "
          + "findings that are caused by the passage of time, such as silence."),
  DELIVERY_DELAY(
      "exposure_event_delivery_delay_seconds",
      Kind.HISTOGRAM,
      "source",
      "Time from a call to its arrival at the detectors, for each call; for item changes, "
          + "for each batch."),
  SOURCE_LAST_EVENT(
      "exposure_source_last_event_timestamp_seconds",
      Kind.LARGEST,
      "source",
      "Time of the newest call or item change that was read."),
  TABLE_SENSITIVE_RATIO(
      "exposure_table_sensitive_ratio",
      Kind.GAUGE,
      "table,class",
      1,
      Keeping.MONTH,
      "Part of the items written within the last day, 0 to 1, that hold a class of data."),
  ALERTS_DELIVERED(
      "exposure_alerts_delivered",
      Kind.COUNTER,
      "route",
      "Alerts, updates and resolutions accepted by the service."),
  ALERTS_RETRIED(
      "exposure_alerts_retried",
      Kind.COUNTER,
      "route",
      "Deliveries that failed temporarily; each is retried."),
  ALERTS_REFUSED(
      "exposure_alerts_refused",
      Kind.COUNTER,
      "route",
      "Alerts that the service rejected permanently: nobody was paged. Check the key and "
          + "the URL of the route."),
  ALERTS_SUPPRESSED(
      "exposure_alerts_suppressed",
      Kind.COUNTER,
      "route",
      "Incidents that paged nobody because the budget of the route was spent."),
  OUTPUT_DELIVERED(
      "exposure_output_delivered",
      Kind.COUNTER,
      "output",
      "Findings accepted by the stream; objects accepted by the bucket."),
  OUTPUT_RETRIED(
      "exposure_output_retried",
      Kind.COUNTER,
      "output",
      "Deliveries that failed in whole or in part; the failed part is sent again."),
  OUTPUT_REFUSED(
      "exposure_output_refused",
      Kind.COUNTER,
      "output",
      "Findings dropped because they are too large for a record of the stream."),
  SAMPLES_LEFT_OUT(
      "exposure_samples_left_out",
      Kind.COUNTER,
      "metric",
      "Samples dropped because the metric has reached its maximum number of series."),
  RECORDS("exposure_records", Kind.COUNTER, "source", "CloudTrail records decoded."),
  INPUT_BYTES("exposure_input_bytes", Kind.COUNTER, "source", "Bytes decoded, as they came."),
  ACTIVITIES("exposure_activities", Kind.COUNTER, "source", "Calls passed to stateful detectors."),
  RULE_CANDIDATES(
      "exposure_rule_candidates", Kind.COUNTER, "source", "Records evaluated by rules."),
  ITEM_CHANGES(
      "exposure_item_changes",
      Kind.COUNTER,
      "source,table,kind",
      "Item changes, by table and kind (insert, modify, remove); expired items also count "
          + "as removed."),
  EXPIRED_ITEMS("exposure_expired_items", Kind.COUNTER, "source", "Items removed by time to live."),
  UNREADABLE_ITEM_VALUES(
      "exposure_unreadable_item_values",
      Kind.COUNTER,
      "source",
      "Values of changed items that could not be decoded."),
  SAMPLED_OUT_ITEMS(
      "exposure_sampled_out_items",
      Kind.COUNTER,
      "source",
      "Written items whose values were not classified, to save processor time."),
  CUT_ITEM_VALUES(
      "exposure_cut_item_values",
      Kind.COUNTER,
      "source",
      "Values of changed items that were classified only in part."),
  EARLY_EVENTS(
      "exposure_source_early_events",
      Kind.COUNTER,
      "source",
      "Events whose time was more than 5 minutes in the future when they arrived."),
  LATE_EVENTS(
      "exposure_source_late_events",
      Kind.COUNTER,
      "source",
      "Events later than the lateness bound of the policy: short windows had closed."),
  COVERAGE_GAPS(
      "exposure_source_coverage_gaps",
      Kind.COUNTER,
      "source",
      "Parts of streams lost before they were read; each is also a finding."),
  MISSING_OBJECTS(
      "exposure_source_missing_objects",
      Kind.COUNTER,
      "source",
      "Log files that were missing, denied or unreachable; each is also a finding."),
  UNREADABLE_OBJECTS(
      "exposure_source_unreadable_objects",
      Kind.COUNTER,
      "source",
      "Log files that were truncated or damaged; each is also a finding."),
  BEHIND_LATEST(
      "exposure_source_behind_latest_seconds",
      Kind.AGE,
      "source",
      Keeping.MINUTES,
      "The furthest that any shard is behind, by when it was last known to be read up to date."),
  SKIPPED_INPUTS(
      "exposure_skipped_inputs",
      Kind.COUNTER,
      "reason",
      "Inputs that could not be used, by reason."),
  SUPPRESSED_SIGNALS(
      "exposure_suppressed_signals",
      Kind.COUNTER,
      "",
      "Signals withheld by a suppression in the policy."),
  // The constant keeps the name used in saved state, from when this metric counted signals.
  MINOR_SIGNALS(
      "exposure_findings_below_minimum_level",
      Kind.COUNTER,
      "",
      "Findings below the minimum level that the policy reports."),
  DISABLED_SIGNALS(
      "exposure_disabled_signals",
      Kind.COUNTER,
      "",
      "Signals of detectors that the policy disables; disabled rules are not evaluated."),
  DRY_RUN_FINDINGS(
      "exposure_dry_run_findings",
      Kind.COUNTER,
      "detection",
      "Findings of detections that the policy sets to dry-run."),
  POLICY_INFO(
      "exposure_policy_info",
      Kind.GAUGE,
      "version",
      0,
      Keeping.MINUTES,
      "1 for the policy in force; its version is a short hash of it and of the rules of your own."),
  POLICY_LOADED(
      "exposure_policy_loaded_timestamp_seconds",
      Kind.GAUGE,
      "",
      Keeping.MINUTES,
      "When the policy in force was read, in seconds since 1970."),
  POLICY_REFUSED(
      "exposure_policy_refused",
      Kind.COUNTER,
      "",
      "Changes of the policy or of rules that were rejected; each is also a finding."),
  INCIDENT_CHANGES(
      "exposure_incident_changes",
      Kind.COUNTER,
      "change",
      "Revisions of incidents, by change: opened, raised, extended, calmed, resolved, "
          + "merged or displaced."),
  SESSIONS_FORGOTTEN(
      "exposure_incident_sessions_forgotten",
      Kind.COUNTER,
      "",
      "Sessions of assumed roles evicted before they expired, because there were too many; "
          + "findings that they would have linked may form two incidents."),
  ALERTS_OF_REMOVED_ROUTES(
      "exposure_alerts_of_removed_routes",
      Kind.COUNTER,
      "",
      "Alerts that were open when their route was removed from the settings; they are no "
          + "longer updated."),
  ALERTS_WAITING(
      "exposure_alerts_waiting",
      Kind.GAUGE,
      "route",
      Keeping.MINUTES,
      "Alerts, updates and ends that wait for a checkpoint or for the service."),
  ALERT_ROUTE_BROKEN(
      "exposure_alert_route_broken",
      Kind.GAUGE,
      "route",
      Keeping.MINUTES,
      "1 while a service that failed five times in a row is tried only now and then."),
  OUTPUT_WAITING(
      "exposure_output_waiting",
      Kind.GAUGE,
      "output",
      Keeping.MINUTES,
      "Findings, or objects of them, that wait for a checkpoint or for the service."),
  STREAM_READERS(
      "exposure_stream_readers",
      Kind.GAUGE,
      "stream,known",
      Keeping.DAY,
      "Readers of a change stream, or of a Kinesis stream, in the newest quarter of an hour, by"
          + " whether they were expected; the stream is its table's ARN, or its own."),
  CONSUMER_LAG(
      "exposure_consumer_lag_seconds",
      Kind.AGE,
      "application,stream",
      1,
      Keeping.DAY,
      "How long ago the slowest lease of an application was renewed."),
  CONSUMER_LEASES(
      "exposure_consumer_leases",
      Kind.GAUGE,
      "application,state",
      Keeping.DAY,
      "Leases of an application of shards that are not read to their end: owned, or orphaned."),
  TABLE_INFO(
      "exposure_table_info",
      Kind.GAUGE,
      "table,account,region,encryption,billing",
      1,
      Keeping.DAY,
      "1 for what holds now: account and region, whose key encrypts it, how its capacity is paid."),
  TABLE_SIZE(
      "exposure_table_size_bytes",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "Size as DynamoDB counted it within the last six hours."),
  TABLE_ITEMS(
      "exposure_table_items",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "Items as DynamoDB counted them within the last six hours."),
  TABLE_REPLICAS(
      "exposure_table_replicas", Kind.GAUGE, "table", Keeping.DAY, "Replicas in other regions."),
  TABLE_STREAM(
      "exposure_table_stream_enabled",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "1 when the change stream is on."),
  TABLE_CUSTOMER_KEY(
      "exposure_table_customer_managed_key",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "1 when it is encrypted with a key of the customer's."),
  TABLE_RECOVERY(
      "exposure_table_point_in_time_recovery",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "1 when point-in-time recovery is on."),
  TABLE_PROTECTION(
      "exposure_table_deletion_protection",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "1 when deletion protection is on."),
  TABLE_POLICY(
      "exposure_table_resource_policy",
      Kind.GAUGE,
      "table",
      Keeping.DAY,
      "1 when it has a resource policy."),
  TABLE_COVERED(
      "exposure_table_data_events_covered",
      Kind.GAUGE,
      "table",
      "1 when trails record every call that returns items of the table, as far as the "
          + "trails are known."),
  TABLE_LAST_EVENT(
      "exposure_table_last_event_timestamp_seconds",
      Kind.LARGEST,
      "table",
      "Time of the last read or write of the table's items recorded by CloudTrail."),
  TABLES_NOT_SHOWN(
      "exposure_tables_not_shown",
      Kind.GAUGE,
      "",
      "Tables without exposure_table_ metrics from the inventory, because there are too "
          + "many tables.");

  /** The type of a metric, which determines how samples are combined into a value. */
  public enum Kind {
    /** The sum of the samples. */
    COUNTER,
    /** The latest sample. */
    GAUGE,
    /** The largest sample; exported as a gauge. */
    LARGEST,
    /**
     * Seconds since the time in the latest sample, given in epoch milliseconds; exported as a
     * gauge. The value keeps growing until a newer sample arrives. A time of 0 yields the value 0.
     */
    AGE,
    /** The number of distinct things in the sketches of an hour; exported as a gauge. */
    DISTINCT,
    /** The distribution of samples over {@link DomainMetric#buckets}, and their sum. */
    HISTOGRAM;

    /** Whether the value only grows. */
    public boolean isCumulative() {
      return this == COUNTER || this == HISTOGRAM;
    }
  }

  /** How long a series without new samples is kept. */
  enum Keeping {
    /** For metrics of events. */
    MONTH(30 * 86_400_000L),
    /** For metrics that every inventory of the account reports again. */
    DAY(86_400_000L),
    /** For gauges that tasks report several times a minute. */
    MINUTES(120_000L);

    private final long millis;

    Keeping(long millis) {
      this.millis = millis;
    }
  }

  /** Metrics that describe a table as inventories and trails report it. */
  private static final Set<DomainMetric> POSTURE =
      Collections.unmodifiableSet(
          EnumSet.of(
              TABLE_INFO,
              TABLE_SIZE,
              TABLE_ITEMS,
              TABLE_REPLICAS,
              TABLE_STREAM,
              TABLE_CUSTOMER_KEY,
              TABLE_RECOVERY,
              TABLE_PROTECTION,
              TABLE_POLICY,
              TABLE_COVERED));

  /** Name of the label that holds a table's ARN, or its name if the ARN is unknown. */
  private static final String TABLE = "table";

  /**
   * Upper bounds of the buckets for delays, in seconds. CloudTrail delivers within about five
   * minutes, streams within a second; after an outage, delays reach hours.
   */
  private static final double[] DELAYS = {
    1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 14_400, 86_400
  };

  private final String shownName;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  private final int identifying;
  private final Keeping keeping;
  private final String help;

  /**
   * @param labels comma-separated names
   */
  DomainMetric(String shownName, Kind kind, String labels, String help) {
    this(shownName, kind, labels, Keeping.MONTH, help);
  }

  DomainMetric(String shownName, Kind kind, String labels, Keeping keeping, String help) {
    this(shownName, kind, labels, Integer.MAX_VALUE, keeping, help);
  }

  /**
   * @param identifying number of leading labels that identify a series; of the series that agree in
   *     them, only the latest is kept
   */
  DomainMetric(
      String shownName, Kind kind, String labels, int identifying, Keeping keeping, String help) {
    this.shownName = shownName;
    this.kind = kind;
    this.labels = labels.isEmpty() ? List.of() : List.of(labels.split(","));
    this.identifying = Math.min(identifying, this.labels.size());
    this.keeping = keeping;
    this.help = help;
  }

  /** The name, without the suffix {@code _total} of counters. */
  public String shownName() {
    return shownName;
  }

  public Kind kind() {
    return kind;
  }

  /** Names of the labels, in the order in which samples list their values. */
  public List<String> labels() {
    return labels;
  }

  public String help() {
    return help;
  }

  /**
   * Upper bounds of a histogram's buckets in the metric's unit, ascending; the last bucket is
   * unbounded and not listed.
   */
  public double[] buckets() {
    return kind == Kind.HISTOGRAM ? DELAYS.clone() : new double[0];
  }

  /** Index of the bucket that contains a value. */
  static int bucket(double value) {
    int bucket = 0;
    while (bucket < DELAYS.length && value > DELAYS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** Number of buckets of a histogram, including the unbounded one. */
  static int bucketCount() {
    return DELAYS.length + 1;
  }

  /** How long a series without new samples is kept, in milliseconds. */
  long retentionMillis() {
    return keeping.millis;
  }

  /** Whether a new series replaces others that agree with it in the leading labels. */
  boolean replacesOthers() {
    return identifying < labels.size();
  }

  /**
   * Whether a newer series replaces an older one.
   *
   * @param one label values of one series
   * @param other label values of the other
   */
  boolean isAlike(List<String> one, List<String> other) {
    return one.subList(0, identifying).equals(other.subList(0, identifying));
  }

  /**
   * Whether the metric describes a table as inventories and trails report it, even if no call on
   * the table was seen. The number of tables in such metrics has its own limit.
   */
  boolean isPosture() {
    return POSTURE.contains(this);
  }

  /** Whether the metric is meaningful for a single table only and must not combine several. */
  boolean isOfOneTable() {
    return isPosture() || this == TABLE_LAST_EVENT;
  }

  /** Index of the table among the label values, or -1 if the metric has no such label. */
  int tableLabel() {
    return labels.indexOf(TABLE);
  }
}
