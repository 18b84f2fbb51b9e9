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
 * All series of the domain. Deterministic but for the clock, which is an argument and affects only
 * latencies and expiry. Not thread-safe.
 *
 * <p><b>Bounds.</b> At most {@value MetricSeries#MOST} series per metric, {@value TableLabels#MOST}
 * tables with labels of their own for activity and as many for posture, {@value
 * OpenIncidents#MOST_TOLD} incidents reported one by one. A series without new samples expires, at
 * the latest after {@value #DAYS_KEPT} days, and its table with it, so that deleted tables make
 * room. So at most some megabytes are kept; usually some hundred kilobytes.
 */
public final class Measurements {
  private static final long DAYS_KEPT = 30;
  private static final long TABLE_KEPT_MILLIS = DAYS_KEPT * 86_400_000;

  private final Map<DomainMetric, MetricSeries> series = new EnumMap<>(DomainMetric.class);
  private final TableLabels tables = new TableLabels();
  private final TableLabels lookedAt = new TableLabels();
  private final OpenFindings findings = new OpenFindings();
  private final OpenIncidents incidents = new OpenIncidents();

  /** Measurements without any series. */
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
    if (!isOther && !of(metric).on(sample.arriving(now), labels, now)) {
      leaveOut(metric, now);
    }
  }

  private List<String> labels(Sample sample, long now) {
    DomainMetric metric = sample.metric();
    int table = metric.tableLabel();
    if (table < 0) {
      return sample.labels();
    }
    String name = sample.labels().get(table);
    String label = (metric.isPosture() ? lookedAt : tables).label(name, metric, now);
    if (label.equals(name)) {
      return sample.labels();
    }
    List<String> labels = new ArrayList<>(sample.labels());
    labels.set(table, label);
    return List.copyOf(labels);
  }

  private void leaveOut(DomainMetric metric, long now) {
    add(DomainMetric.SAMPLES_LEFT_OUT, now, metric.shownName());
  }

  private void add(DomainMetric metric, long now, String... labels) {
    on(Sample.of(metric, now, 1, labels), now);
  }

  /**
   * Adds a finding's opening, update or end.
   *
   * @param arrival arrival time of the record that it rests on, epoch milliseconds; {@link
   *     ActivityBundler#NOT_KNOWN} when unknown
   * @param now the clock, epoch milliseconds
   * @return true when this opened it
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
      leaveOut(DomainMetric.TABLE_OPEN_FINDINGS, now);
    }
    return step.isNew();
  }

  private void addLatency(DomainMetric metric, FindingNote note, long since, long now) {
    Spread latency = new Spread();
    latency.add(now - since);
    latency.drain(metric, note.family(), now, sample -> on(sample, now));
  }

  /**
   * Adds an incident's revision.
   *
   * @param now the clock, epoch milliseconds
   */
  public void on(IncidentNote note, long now) {
    incidents.on(note);
    if (note.change() == Incident.Change.OPENED) {
      add(DomainMetric.INCIDENTS_OPENED, now, note.level().word());
    }
  }

  /** Drops expired series; to be called now and then. */
  public void forget(long now) {
    series.values().forEach(all -> all.forget(now));
    tables.forgetBefore(now - TABLE_KEPT_MILLIS);
    lookedAt.forgetBefore(now - TABLE_KEPT_MILLIS);
  }

  /** The number of open incidents by level, without levels that have none. */
  public Map<Level, Integer> openIncidentsByLevel() {
    return incidents.byLevel();
  }

  /** All series with their present values. */
  public List<Measured> collect(long now) {
    List<Measured> all = new ArrayList<>();
    addFromTheStart(all);
    series.values().forEach(each -> each.measure(now, all::add));
    all.addAll(findings.measured(of(DomainMetric.TABLE_FINDINGS).labels(), tables::label));
    all.addAll(incidents.measured());
    all.add(Measured.of(DomainMetric.TABLES_NOT_SHOWN, lookedAt.turnedAway()));
    return all;
  }

  /**
   * Counters whose label values are all known exist before the first count, so that it is a rise.
   */
  private void addFromTheStart(List<Measured> all) {
    for (Level level : Level.values()) {
      addFromTheStart(DomainMetric.INCIDENTS_OPENED, List.of(level.word()), all);
    }
    for (DomainMetric metric : DomainMetric.values()) {
      if (metric.kind() == DomainMetric.Kind.COUNTER && metric.labels().isEmpty()) {
        addFromTheStart(metric, List.of(), all);
      }
    }
  }

  private void addFromTheStart(DomainMetric metric, List<String> labels, List<Measured> all) {
    if (!of(metric).holds(labels)) {
      all.add(Measured.of(metric, 0, labels.toArray(String[]::new)));
    }
  }

  /** The series, to be stored. */
  public List<SeriesState> series() {
    List<SeriesState> stored = new ArrayList<>();
    series.values().forEach(all -> all.store(stored::add));
    return stored;
  }

  /** The open findings, to be stored. */
  public Collection<FindingNote> openFindings() {
    return List.copyOf(findings.notes());
  }

  /** The open incidents, to be stored. */
  public Collection<IncidentNote> openIncidents() {
    return List.copyOf(incidents.notes());
  }

  /** Restores a series. */
  public void restore(SeriesState stored) {
    DomainMetric metric = stored.metric();
    of(metric).restore(stored);
    int table = metric.tableLabel();
    if (table >= 0) {
      TableLabels labels = metric.isPosture() ? lookedAt : tables;
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
