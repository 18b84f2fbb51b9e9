package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * The metrics of the domain, with what Prometheus knows them by. Unlike the engine's they are data:
 * kept with checkpoints, so that a counter goes on after a restart. A further metric is a further
 * constant and somebody who emits {@link Sample}s of it.
 */
public enum DomainMetric {
  FINDINGS(
      "exposure_findings",
      Kind.COUNTER,
      "family,detection,level",
      "Findings by the level they were opened with; one that rises counts at its new level too."),
  TABLE_FINDINGS(
      "exposure_table_findings",
      Kind.COUNTER,
      "table,family,level",
      "The same, by the table they are about."),
  TABLE_OPEN_FINDINGS(
      "exposure_table_open_findings",
      Kind.GAUGE,
      "table,level",
      "Findings about a table that are open, by their present level."),
  TABLE_EXPOSED_RATIO(
      "exposure_table_exposed_ratio",
      Kind.GAUGE,
      "table",
      "The largest part of a table, 0 to 1, that an open finding tells was taken; 0 when none tells"
          + " of a part."),
  TABLE_EXPOSED_SINCE(
      "exposure_table_exposed_since_timestamp_seconds",
      Kind.GAUGE,
      "table",
      "When what the earliest open finding of level medium or worse about data being taken or"
          + " reachable tells of began; absent while there is none."),
  TABLE_CALLS(
      "exposure_table_calls",
      Kind.COUNTER,
      "table,kind",
      "Calls that were carried out, by kind: scan, query, get, partiql, write, stream, control."),
  TABLE_DENIED_CALLS(
      "exposure_table_denied_calls",
      Kind.COUNTER,
      "table",
      "Calls that IAM, or a policy of the resource, refused."),
  TABLE_READ_PAGES(
      "exposure_table_read_pages",
      Kind.COUNTER,
      "table",
      "Pages of at most 1 MB that Scan, Query and SELECT read; a call that is logged twice counts"
          + " once."),
  TABLE_DISTINCT_KEYS(
      "exposure_table_distinct_keys_read",
      Kind.DISTINCT,
      "table",
      "Distinct keys read in the present hour of event time, about (5 %)."),
  TABLE_READERS(
      "exposure_table_readers",
      Kind.DISTINCT,
      "table",
      "Distinct actors that read in the present hour of event time, about (5 %)."),
  PARTIQL_STATEMENTS(
      "exposure_partiql_statements",
      Kind.COUNTER,
      "table,verb,access",
      "PartiQL statements that were carried out, by verb and by how they find their items: key, scan, or none where that"
          + " does not apply."),
  INCIDENTS_OPEN("exposure_incidents_open", Kind.GAUGE, "level", "Incidents that are open."),
  INCIDENTS_OPENED(
      "exposure_incidents_opened",
      Kind.COUNTER,
      "level",
      "Incidents, by the level they were opened with."),
  INCIDENT_INFO(
      "exposure_incident_info",
      Kind.GAUGE,
      "incident,level,family,table",
      "1 for each of the 50 worst open incidents; incident is the beginning of its id, family and"
          + " table those of its worst finding."),
  INCIDENT_RISK_SCORE(
      "exposure_incident_risk_score",
      Kind.GAUGE,
      "incident",
      "Risk of such an incident, 0 to 100, as of its latest news."),
  INCIDENT_FINDINGS(
      "exposure_incident_findings",
      Kind.GAUGE,
      "incident",
      "Findings of such an incident, as of its latest news."),
  INCIDENT_STARTED(
      "exposure_incident_started_timestamp_seconds",
      Kind.GAUGE,
      "incident",
      "When what such an incident tells of began."),
  DETECTION_LATENCY(
      "exposure_detection_latency_seconds",
      Kind.HISTOGRAM,
      "family",
      "From the event that made a finding to the finding, delivery included."),
  DELIVERY_DELAY(
      "exposure_event_delivery_delay_seconds",
      Kind.HISTOGRAM,
      "source",
      "From a call to its arrival at the detectors, for each call; for changes of items, for each"
          + " batch."),
  SOURCE_LAST_EVENT(
      "exposure_source_last_event_timestamp_seconds",
      Kind.LARGEST,
      "source",
      "Time of the newest call or change of an item that was read."),
  TABLE_SENSITIVE_RATIO(
      "exposure_table_sensitive_ratio",
      Kind.GAUGE,
      "table,class",
      "Part of the items written within the last day, 0 to 1, that hold a class of data."),
  ALERTS_DELIVERED(
      "exposure_alerts_delivered",
      Kind.COUNTER,
      "route",
      "Alerts, news of them and their ends that the service took."),
  ALERTS_RETRIED(
      "exposure_alerts_retried",
      Kind.COUNTER,
      "route",
      "Attempts that failed in a way that passes; each is made again."),
  ALERTS_REFUSED(
      "exposure_alerts_refused",
      Kind.COUNTER,
      "route",
      "Alerts that the service will never take: nobody was called. Look at the route's key and URL."),
  ALERTS_SUPPRESSED(
      "exposure_alerts_suppressed",
      Kind.COUNTER,
      "route",
      "Incidents that nobody was called for because the route's budget was spent."),
  OUTPUT_DELIVERED(
      "exposure_output_delivered",
      Kind.COUNTER,
      "output",
      "Findings that the stream took; objects that the bucket did."),
  OUTPUT_RETRIED(
      "exposure_output_retried",
      Kind.COUNTER,
      "output",
      "Attempts that failed, wholly or in part; what failed is sent again."),
  OUTPUT_REFUSED(
      "exposure_output_refused",
      Kind.COUNTER,
      "output",
      "Findings that are too large for a record of the stream and were dropped there."),
  SAMPLES_LEFT_OUT(
      "exposure_samples_left_out",
      Kind.COUNTER,
      "metric",
      "Samples of further series of a metric that has as many as it may.");

  /** How samples become a value, and of which type that is. */
  public enum Kind {
    /** Samples add up. */
    COUNTER,
    /** The latest sample. */
    GAUGE,
    /** The largest sample, a gauge. */
    LARGEST,
    /** How many distinct things the sketches of an hour have seen, a gauge. */
    DISTINCT,
    /** How samples are spread over {@link DomainMetric#buckets}, and their sum. */
    HISTOGRAM;

    /** True for what only grows. */
    public boolean isCumulative() {
      return this == COUNTER || this == HISTOGRAM;
    }
  }

  /** Label: a table's ARN, else its name. */
  private static final String TABLE = "table";

  /**
   * Upper bounds of delays, in seconds: CloudTrail takes about five minutes, streams a second, and
   * after an outage hours.
   */
  private static final double[] DELAYS = {
    1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 14_400, 86_400
  };

  private final String shownName;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  private final String help;

  /**
   * @param labels names between commas
   */
  DomainMetric(String shownName, Kind kind, String labels, String help) {
    this.shownName = shownName;
    this.kind = kind;
    this.labels = List.of(labels.split(","));
    this.help = help;
  }

  /** The name without the {@code _total} of counters. */
  public String shownName() {
    return shownName;
  }

  public Kind kind() {
    return kind;
  }

  /** Names of the labels, in the order in which samples carry their values. */
  public List<String> labels() {
    return labels;
  }

  public String help() {
    return help;
  }

  /** Upper bounds of a histogram's buckets, in its unit, ascending; one more has no bound. */
  public double[] buckets() {
    return kind == Kind.HISTOGRAM ? DELAYS.clone() : new double[0];
  }

  /** Index of the bucket that a value falls in. */
  static int bucket(double value) {
    int bucket = 0;
    while (bucket < DELAYS.length && value > DELAYS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** Buckets of a histogram, the one without a bound included. */
  static int bucketCount() {
    return DELAYS.length + 1;
  }

  /** Where the table is among the label values, -1 when there is none. */
  int tableLabel() {
    return labels.indexOf(TABLE);
  }
}
