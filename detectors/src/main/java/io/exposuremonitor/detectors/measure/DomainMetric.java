package io.exposuremonitor.detectors.measure;

import static io.exposuremonitor.detectors.measure.MetricDefinition.age;
import static io.exposuremonitor.detectors.measure.MetricDefinition.counter;
import static io.exposuremonitor.detectors.measure.MetricDefinition.distinct;
import static io.exposuremonitor.detectors.measure.MetricDefinition.gauge;
import static io.exposuremonitor.detectors.measure.MetricDefinition.histogram;
import static io.exposuremonitor.detectors.measure.MetricDefinition.largest;

import io.exposuremonitor.detectors.measure.MetricDefinition.Keeping;
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
      counter("exposure_findings")
          .by("family", "detection", "level")
          .help(
              "Findings by the level at which they were opened; a finding that is "
                  + "raised also counts at its new level.")),
  TABLE_FINDINGS(
      counter("exposure_table_findings")
          .by("table", "family", "level")
          .help("The same, by the table that they are about.")),
  TABLE_OPEN_FINDINGS(
      gauge("exposure_table_open_findings")
          .by("table", "level")
          .help("Open findings about a table, by their current level.")),
  TABLE_EXPOSED_RATIO(
      gauge("exposure_table_exposed_ratio")
          .by("table")
          .help(
              "The largest share of the table, 0 to 1, that was read according to an "
                  + "open finding; 0 when no open finding states a share.")),
  TABLE_EXPOSED_SINCE(
      gauge("exposure_table_exposed_since_timestamp_seconds")
          .by("table")
          .help(
              "Start of the earliest exposure that an open finding of level medium "
                  + "or above reports: data taken, or made reachable. Absent while there "
                  + "is none.")),
  TABLE_CALLS(
      counter("exposure_table_calls")
          .by("table", "kind")
          .help(
              "Successful calls, by kind: scan, query, get, partiql, write, stream, "
                  + "control.")),
  TABLE_DENIED_CALLS(
      counter("exposure_table_denied_calls")
          .by("table")
          .help("Calls denied by IAM or by a resource policy.")),
  TABLE_READ_PAGES(
      counter("exposure_table_read_pages")
          .by("table")
          .help(
              "Pages of at most 1 MB read by Scan, Query and SELECT; a call that is "
                  + "logged twice counts once.")),
  TABLE_DISTINCT_KEYS(
      distinct("exposure_table_distinct_keys_read")
          .by("table")
          .help(
              "Distinct keys read in the current hour of event time; estimated, "
                  + "within about 5 %.")),
  TABLE_READERS(
      distinct("exposure_table_readers")
          .by("table")
          .help(
              "Distinct actors that read in the current hour of event time; "
                  + "estimated, within about 5 %.")),
  PARTIQL_STATEMENTS(
      counter("exposure_partiql_statements")
          .by("table", "verb", "access")
          .help(
              "Executed PartiQL statements, by verb and by how they find items: key, "
                  + "scan, or none where that does not apply.")),
  INCIDENTS_OPEN(gauge("exposure_incidents_open").by("level").help("Incidents that are open.")),
  INCIDENTS_OPENED(
      counter("exposure_incidents_opened")
          .by("level")
          .help("Incidents by the level at which they were opened.")),
  INCIDENT_INFO(
      gauge("exposure_incident_info")
          .by("incident", "level", "family", "table")
          .help(
              "1 for each of the 50 worst open incidents; incident is the start of "
                  + "its id, family and table are those of its worst finding.")),
  INCIDENT_RISK_SCORE(
      gauge("exposure_incident_risk_score")
          .by("incident")
          .help("Risk score of each of these incidents, 0 to 100, as of its latest update.")),
  INCIDENT_FINDINGS(
      gauge("exposure_incident_findings")
          .by("incident")
          .help("Number of findings of each of these incidents, as of its latest update.")),
  INCIDENT_STARTED(
      gauge("exposure_incident_started_timestamp_seconds")
          .by("incident")
          .help("Time of the earliest event of each of these incidents.")),
  DETECTION_LATENCY(
      histogram("exposure_detection_latency_seconds")
          .by("family")
          .help(
              "Time from the event that caused a finding to the finding, including "
                  + "delivery.")),
  DETECTION_LATENCY_FROM_ARRIVAL(
      histogram("exposure_detection_latency_from_arrival_seconds")
          .by("family")
          .help(
              "Time from the arrival of the event that caused a finding to the "
                  + "finding. Excludes findings that are caused by the passage of time, "
                  + "such as silence.")),
  DELIVERY_DELAY(
      histogram("exposure_event_delivery_delay_seconds")
          .by("source")
          .help(
              "Time from a call to its arrival at the detectors, for each call; for "
                  + "item changes, for each batch.")),
  SOURCE_LAST_EVENT(
      largest("exposure_source_last_event_timestamp_seconds")
          .by("source")
          .help("Time of the newest call or item change that was read.")),
  TABLE_SENSITIVE_RATIO(
      gauge("exposure_table_sensitive_ratio")
          .by("table")
          .latest("class")
          .help(
              "Part of the items written within the last day, 0 to 1, that hold a "
                  + "class of data.")),
  ALERTS_DELIVERED(
      counter("exposure_alerts_delivered")
          .by("route")
          .help("Alerts, updates and resolutions accepted by the service.")),
  ALERTS_RETRIED(
      counter("exposure_alerts_retried")
          .by("route")
          .help("Deliveries that failed temporarily; each is retried.")),
  ALERTS_REFUSED(
      counter("exposure_alerts_refused")
          .by("route")
          .help(
              "Alerts that the service rejected as malformed or too large: nobody was paged. "
                  + "Those with a wrong key or URL are retried.")),
  ALERTS_DROPPED(
      counter("exposure_alerts_dropped")
          .by("route")
          .help(
              "Alerts that ended before the service could take them, and were given up "
                  + "because too many waited.")),
  ALERTS_SUPPRESSED(
      counter("exposure_alerts_suppressed")
          .by("route")
          .help(
              "Incidents that paged nobody, at least at first, because the budget of the route "
                  + "was spent; each counts once.")),
  OUTPUT_DELIVERED(
      counter("exposure_output_delivered")
          .by("output")
          .help("Lines accepted by the stream; files written to the folder or bucket.")),
  OUTPUT_RETRIED(
      counter("exposure_output_retried")
          .by("output")
          .help("Deliveries that failed in whole or in part; the failed part is sent again.")),
  OUTPUT_REFUSED(
      counter("exposure_output_refused")
          .by("output")
          .help(
              "Lines dropped: findings too large for a record of the stream, "
                  + "or dead letters when too many wait for their folder.")),
  SAMPLES_LEFT_OUT(
      counter("exposure_samples_left_out")
          .by("metric")
          .help("Samples dropped because the metric has reached its maximum number of series.")),
  RECORDS(counter("exposure_records").by("source").help("CloudTrail records decoded.")),
  INPUT_BYTES(counter("exposure_input_bytes").by("source").help("Bytes decoded, as they came.")),
  ACTIVITIES(
      counter("exposure_activities").by("source").help("Calls passed to stateful detectors.")),
  RULE_CANDIDATES(
      counter("exposure_rule_candidates").by("source").help("Records evaluated by rules.")),
  ITEM_CHANGES(
      counter("exposure_item_changes")
          .by("source", "table", "kind")
          .help(
              "Item changes, by table and kind (insert, modify, remove); expired "
                  + "items also count as removed.")),
  EXPIRED_ITEMS(
      counter("exposure_expired_items").by("source").help("Items removed by time to live.")),
  UNREADABLE_ITEM_VALUES(
      counter("exposure_unreadable_item_values")
          .by("source")
          .help("Values of changed items that could not be decoded.")),
  SAMPLED_OUT_ITEMS(
      counter("exposure_sampled_out_items")
          .by("source")
          .help("Written items whose values were not classified, to save processor time.")),
  CUT_ITEM_VALUES(
      counter("exposure_cut_item_values")
          .by("source")
          .help("Values of changed items that were classified only in part.")),
  EARLY_EVENTS(
      counter("exposure_source_early_events")
          .by("source")
          .help("Events whose time was more than 5 minutes in the future when they arrived.")),
  LATE_EVENTS(
      counter("exposure_source_late_events")
          .by("source")
          .help(
              "Events later than the lateness bound of the policy: short windows had "
                  + "closed.")),
  COVERAGE_GAPS(
      counter("exposure_source_coverage_gaps")
          .by("source")
          .help("Parts of streams lost before they were read; each is also a finding.")),
  MISSING_OBJECTS(
      counter("exposure_source_missing_objects")
          .by("source")
          .help("Log files that were missing, denied or unreachable; each is also a finding.")),
  UNREADABLE_OBJECTS(
      counter("exposure_source_unreadable_objects")
          .by("source")
          .help("Log files whose transfer kept breaking off; each is also a finding.")),
  BEHIND_LATEST(
      age("exposure_source_behind_latest_seconds")
          .by("source")
          .kept(Keeping.MINUTES)
          .help(
              "The furthest that any shard is behind, by when it was last known to "
                  + "be read up to date.")),
  SKIPPED_INPUTS(
      counter("exposure_skipped_inputs")
          .by("reason")
          .help("Inputs that could not be used, by reason.")),
  SUPPRESSED_SIGNALS(
      counter("exposure_suppressed_signals")
          .help("Signals withheld by a suppression in the policy.")),
  // The constant keeps the name used in saved state, from when this metric counted signals.
  MINOR_SIGNALS(
      counter("exposure_findings_below_minimum_level")
          .help("Findings below the minimum level that the policy reports.")),
  DISABLED_SIGNALS(
      counter("exposure_disabled_signals")
          .help(
              "Signals of detectors that the policy disables; disabled rules are not "
                  + "evaluated.")),
  DRY_RUN_FINDINGS(
      counter("exposure_dry_run_findings")
          .by("detection")
          .help("Findings of detections that the policy sets to dry-run.")),
  POLICY_INFO(
      gauge("exposure_policy_info")
          .latest("version")
          .kept(Keeping.MINUTES)
          .help(
              "1 for the policy in force; its version is a short hash of it and of "
                  + "the rules of your own.")),
  POLICY_LOADED(
      gauge("exposure_policy_loaded_timestamp_seconds")
          .kept(Keeping.MINUTES)
          .help("When the policy in force was read, in seconds since 1970.")),
  POLICY_REFUSED(
      counter("exposure_policy_refused")
          .help(
              "Changes of the policy or of rules that were rejected; each is also a "
                  + "finding.")),
  INCIDENT_CHANGES(
      counter("exposure_incident_changes")
          .by("change")
          .help(
              "Revisions of incidents, by change: opened, raised, extended, calmed, "
                  + "resolved, merged or displaced.")),
  SESSIONS_FORGOTTEN(
      counter("exposure_incident_sessions_forgotten")
          .help(
              "Sessions of assumed roles evicted before they expired, because there "
                  + "were too many; findings that they would have linked may form two "
                  + "incidents.")),
  FORGOTTEN(
      counter("exposure_detector_forgotten")
          .by("what")
          .help(
              "What detectors evicted for want of room before it was of no more use: unknown "
                  + "readers of a stream that may carry a table's changes (unknown-reader), "
                  + "tables whose coverage by trails is followed (recorded-table), or copies "
                  + "of tables and what tables hold (copy), without which findings may be "
                  + "rated too low.")),
  ALERTS_OF_REMOVED_ROUTES(
      counter("exposure_alerts_of_removed_routes")
          .help(
              "Alerts that were open when their route was removed from the settings; "
                  + "they are no longer updated.")),
  ALERTS_WAITING(
      gauge("exposure_alerts_waiting")
          .by("route")
          .kept(Keeping.MINUTES)
          .help("Alerts, updates and ends that wait for a checkpoint or for the service.")),
  ALERT_ROUTE_BROKEN(
      gauge("exposure_alert_route_broken")
          .by("route")
          .kept(Keeping.MINUTES)
          .help(
              "1 while a service that failed five times in a row is tried only now "
                  + "and then.")),
  OUTPUT_WAITING(
      gauge("exposure_output_waiting")
          .by("output")
          .kept(Keeping.MINUTES)
          .help("Lines, or files, that wait for a checkpoint or for the service or disk.")),
  STREAM_READERS(
      gauge("exposure_stream_readers")
          .by("stream", "known")
          .kept(Keeping.DAY)
          .help(
              "Readers of a change stream, or of a Kinesis stream, in the newest "
                  + "quarter of an hour, by whether they were expected; the stream is its "
                  + "table's ARN, or its own.")),
  CONSUMER_LAG(
      age("exposure_consumer_lag_seconds")
          .by("application")
          .latest("stream")
          .kept(Keeping.DAY)
          .help("How long ago the slowest lease of an application was renewed.")),
  CONSUMER_LEASES(
      gauge("exposure_consumer_leases")
          .by("application", "state")
          .kept(Keeping.DAY)
          .help(
              "Leases of an application of shards that are not read to their end: "
                  + "owned, or orphaned.")),
  TABLE_INFO(
      gauge("exposure_table_info")
          .by("table")
          .latest("account", "region", "encryption", "billing")
          .kept(Keeping.DAY)
          .help(
              "1 for what holds now: account and region, whose key encrypts it, how "
                  + "its capacity is paid.")),
  TABLE_SIZE(
      gauge("exposure_table_size_bytes")
          .by("table")
          .kept(Keeping.DAY)
          .help("Size as DynamoDB counted it within the last six hours.")),
  TABLE_ITEMS(
      gauge("exposure_table_items")
          .by("table")
          .kept(Keeping.DAY)
          .help("Items as DynamoDB counted them within the last six hours.")),
  TABLE_REPLICAS(
      gauge("exposure_table_replicas")
          .by("table")
          .kept(Keeping.DAY)
          .help("Replicas in other regions.")),
  TABLE_STREAM(
      gauge("exposure_table_stream_enabled")
          .by("table")
          .kept(Keeping.DAY)
          .help("1 when the change stream is on.")),
  TABLE_CUSTOMER_KEY(
      gauge("exposure_table_customer_managed_key")
          .by("table")
          .kept(Keeping.DAY)
          .help("1 when it is encrypted with a key of the customer's.")),
  TABLE_RECOVERY(
      gauge("exposure_table_point_in_time_recovery")
          .by("table")
          .kept(Keeping.DAY)
          .help("1 when point-in-time recovery is on.")),
  TABLE_PROTECTION(
      gauge("exposure_table_deletion_protection")
          .by("table")
          .kept(Keeping.DAY)
          .help("1 when deletion protection is on.")),
  TABLE_POLICY(
      gauge("exposure_table_resource_policy")
          .by("table")
          .kept(Keeping.DAY)
          .help("1 when it has a resource policy.")),
  TABLE_COVERED(
      gauge("exposure_table_data_events_covered")
          .by("table")
          .help(
              "1 when trails record every call that returns items of the table, as "
                  + "far as the trails are known.")),
  TABLE_LAST_EVENT(
      largest("exposure_table_last_event_timestamp_seconds")
          .by("table")
          .help(
              "Time of the last successful read or write of the table's items recorded by"
                  + " CloudTrail.")),
  TABLES_NOT_SHOWN(
      gauge("exposure_tables_not_shown")
          .help(
              "Tables without exposure_table_ metrics from the inventory, because "
                  + "there are too many tables."));

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

  @SuppressWarnings("ImmutableEnumChecker") // its lists are made by List.of
  private final MetricDefinition definition;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList
  private final List<String> labels;

  DomainMetric(MetricDefinition definition) {
    this.definition = definition;
    this.labels = definition.labels();
  }

  /** The name, without the suffix {@code _total} of counters. */
  public String shownName() {
    return definition.name();
  }

  public Kind kind() {
    return definition.kind();
  }

  /** Names of the labels, in the order in which samples list their values. */
  public List<String> labels() {
    return labels;
  }

  public String help() {
    return definition.help();
  }

  /**
   * Upper bounds of a histogram's buckets in the metric's unit, ascending; the last bucket is
   * unbounded and not listed.
   */
  public double[] buckets() {
    return kind() == Kind.HISTOGRAM ? DELAYS.clone() : new double[0];
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
    return definition.keeping().millis();
  }

  /** Whether a new series replaces others that agree with it in the leading labels. */
  boolean replacesOthers() {
    return !definition.replaced().isEmpty();
  }

  /**
   * Whether a newer series replaces an older one.
   *
   * @param one label values of one series
   * @param other label values of the other
   */
  boolean isAlike(List<String> one, List<String> other) {
    int identifying = definition.identifying().size();
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
