package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All series of the domain metrics. Deterministic except for the clock, which is passed in and
 * affects only latencies and expiry. Not thread-safe.
 *
 * <p><b>Bounds.</b> At most {@value MetricSeries#MAX} series per metric; {@value TableLabels#MAX}
 * tables with their own label in metrics of activity and as many in metrics of posture; {@value
 * OpenIncidents#MAX_REPORTED} incidents reported individually. A series without new samples expires
 * after {@value #DAYS_KEPT} days at the latest, and its table's label with it, so deleted tables
 * make room for others. The state takes some hundred kilobytes, a few megabytes at most.
 */
public final class Measurements {
  private static final long DAYS_KEPT = 30;
  private static final long TABLE_KEPT_MILLIS = DAYS_KEPT * 86_400_000;

  private final Map<DomainMetric, MetricSeries> series = new EnumMap<>(DomainMetric.class);
  private final TableLabels tables = new TableLabels();
  private final TableLabels postureTables = new TableLabels();
  private final OpenFindings findings = new OpenFindings();
  private final OpenIncidents incidents = new OpenIncidents();

  /** Creates measurements without any series. */
  public Measurements() {
    for (DomainMetric metric : DomainMetric.values()) {
      series.put(metric, new MetricSeries(metric));
    }
  }

  /**
   * Adds a sample.
   *
   * @param now the clock, epoch milliseconds
   */
  public void on(Sample sample, long now) {
    DomainMetric metric = sample.metric();
    List<String> labels = labels(sample, now);
    boolean isOther =
        metric.isOfOneTable() && labels.get(metric.tableLabel()).equals(TableNames.OTHERS);
    if (!isOther && !of(metric).on(sample.withArrival(now), labels, now)) {
      countLeftOut(metric, now);
    }
  }

  private List<String> labels(Sample sample, long now) {
    DomainMetric metric = sample.metric();
    int table = metric.tableLabel();
    if (table < 0) {
      return sample.labels();
    }
    String name = sample.labels().get(table);
    String label = (metric.isPosture() ? postureTables : tables).label(name, metric, now);
    if (label.equals(name)) {
      return sample.labels();
    }
    List<String> labels = new ArrayList<>(sample.labels());
    labels.set(table, label);
    return List.copyOf(labels);
  }

  private void countLeftOut(DomainMetric metric, long now) {
    add(DomainMetric.SAMPLES_LEFT_OUT, now, metric.shownName());
  }

  private void add(DomainMetric metric, long now, String... labels) {
    on(Sample.of(metric, now, 1, labels), now);
  }

  /**
   * Adds an opened, updated or closed finding.
   *
   * @param arrival arrival time of the record that the finding is based on, epoch milliseconds;
   *     {@link ActivityBundler#NOT_KNOWN} if unknown
   * @param now the clock, epoch milliseconds
   * @return true if this opened the finding
   */
  public boolean on(FindingNote note, long arrival, long now) {
    OpenFindings.Step step = findings.on(note);
    if (step.isNew()) {
      addLatency(DomainMetric.DETECTION_LATENCY, note, note.time(), now);
    }
    if (step.isNew() && arrival != ActivityBundler.NOT_KNOWN) {
      addLatency(DomainMetric.DETECTION_LATENCY_FROM_ARRIVAL, note, arrival, now);
    }
    if (step.isNew() || step.rises()) {
      String level = note.level().word();
      add(DomainMetric.FINDINGS, now, note.family(), note.detection(), level);
      if (note.isAboutTable()) {
        add(DomainMetric.TABLE_FINDINGS, now, note.table(), note.family(), level);
      }
    }
    if (step.displaces()) {
      countLeftOut(DomainMetric.TABLE_OPEN_FINDINGS, now);
    }
    return step.isNew();
  }

  private void addLatency(DomainMetric metric, FindingNote note, long since, long now) {
    Spread latency = new Spread();
    latency.add(now - since);
    latency.drain(metric, note.family(), now, sample -> on(sample, now));
  }

  /**
   * Adds a revision of an incident.
   *
   * @param now the clock, epoch milliseconds
   */
  public void on(IncidentNote note, long now) {
    incidents.on(note);
    if (note.change() == Incident.Change.OPENED) {
      add(DomainMetric.INCIDENTS_OPENED, now, note.level().word());
    }
  }

  /** Drops expired series and table labels; to be called from time to time. */
  public void forget(long now) {
    series.values().forEach(all -> all.forget(now));
    tables.forgetBefore(now - TABLE_KEPT_MILLIS);
    postureTables.forgetBefore(now - TABLE_KEPT_MILLIS);
  }

  /** The number of open incidents by level, without levels that have none. */
  public Map<Level, Integer> openIncidentsByLevel() {
    return incidents.byLevel();
  }

  /** All series with their current values. */
  public List<Measured> collect(long now) {
    List<Measured> all = new ArrayList<>();
    addInitialZeros(all);
    series.values().forEach(each -> each.measure(now, all::add));
    all.addAll(findings.measured(of(DomainMetric.TABLE_FINDINGS).labels(), tables::label));
    all.addAll(incidents.measured());
    all.add(Measured.of(DomainMetric.TABLES_NOT_SHOWN, postureTables.unlabelledTables()));
    return all;
  }

  /**
   * Adds zero-valued counters whose label values are all known in advance, so that their first
   * count is visible as an increase.
   */
  private void addInitialZeros(List<Measured> all) {
    for (Level level : Level.values()) {
      addInitialZeros(DomainMetric.INCIDENTS_OPENED, List.of(level.word()), all);
    }
    for (DomainMetric metric : DomainMetric.values()) {
      if (metric.kind() == DomainMetric.Kind.COUNTER && metric.labels().isEmpty()) {
        addInitialZeros(metric, List.of(), all);
      }
    }
  }

  private void addInitialZeros(DomainMetric metric, List<String> labels, List<Measured> all) {
    if (!of(metric).holds(labels)) {
      all.add(Measured.of(metric, 0, labels.toArray(String[]::new)));
    }
  }

  /** The series, for storing. */
  public List<SeriesState> series() {
    List<SeriesState> stored = new ArrayList<>();
    series.values().forEach(all -> all.store(stored::add));
    return stored;
  }

  /** The open findings, for storing. */
  public Collection<FindingNote> openFindings() {
    return List.copyOf(findings.notes());
  }

  /** The open incidents, for storing. */
  public Collection<IncidentNote> openIncidents() {
    return List.copyOf(incidents.notes());
  }

  /** Restores a series. */
  public void restore(SeriesState stored) {
    DomainMetric metric = stored.metric();
    of(metric).restore(stored);
    int table = metric.tableLabel();
    if (table >= 0) {
      TableLabels labels = metric.isPosture() ? postureTables : tables;
      labels.restore(stored.labels().get(table), stored.updated());
    }
  }

  /** Restores an open finding. */
  public void restore(FindingNote stored) {
    findings.restore(stored);
  }

  /** Restores an open incident. */
  public void restore(IncidentNote stored) {
    incidents.restore(stored);
  }

  @SuppressWarnings("NullAway") // the constructor puts one for each metric
  private MetricSeries of(DomainMetric metric) {
    return series.get(metric);
  }
}
