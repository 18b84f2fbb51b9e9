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
 * All series of the domain. Deterministic but for the clock, which is an argument and decides only
 * latencies and what is forgotten. Not thread-safe.
 *
 * <p><b>Bounds.</b> At most {@value MetricSeries#MOST} series of a metric, {@value
 * TableLabels#MOST} tables told apart by what was done and as many by what they are like, {@value
 * OpenIncidents#MOST_TOLD} incidents told one by one. A series without news is forgotten in time,
 * at the latest in {@value #DAYS_KEPT} days, and its table with it, so that tables that are gone
 * make room. So at most some megabytes are kept; as a rule some hundred kilobytes.
 */
public final class Measurements {
  private static final long DAYS_KEPT = 30;
  private static final long TABLE_KEPT_MILLIS = DAYS_KEPT * 86_400_000;

  private final Map<DomainMetric, MetricSeries> series = new EnumMap<>(DomainMetric.class);
  private final TableLabels tables = new TableLabels();
  private final TableLabels lookedAt = new TableLabels();
  private final OpenFindings findings = new OpenFindings();
  private final OpenIncidents incidents = new OpenIncidents();

  /** Counts nothing yet. */
  public Measurements() {
    for (DomainMetric metric : DomainMetric.values()) {
      series.put(metric, new MetricSeries(metric));
    }
  }

  /**
   * Takes a sample.
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
   * Takes a finding's opening, update or end.
   *
   * @param arrival when that arrived which it rests on, epoch milliseconds; {@link
   *     ActivityBundler#NOT_KNOWN} when nobody saw it
   * @param now the clock, epoch milliseconds
   * @return true for one that was opened now
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
   * Takes an incident's revision.
   *
   * @param now the clock, epoch milliseconds
   */
  public void on(IncidentNote note, long now) {
    incidents.on(note);
    if (note.change() == Incident.Change.OPENED) {
      add(DomainMetric.INCIDENTS_OPENED, now, note.level().word());
    }
  }

  /** Forgets what has been without news for too long; to be called now and then. */
  public void forget(long now) {
    series.values().forEach(all -> all.forget(now));
    tables.forgetBefore(now - TABLE_KEPT_MILLIS);
    lookedAt.forgetBefore(now - TABLE_KEPT_MILLIS);
  }

  /** How many incidents are open; levels of which none is are left out. */
  public Map<Level, Integer> openIncidentsByLevel() {
    return incidents.byLevel();
  }

  /** Everything as it is now. */
  public List<Measured> collect(long now) {
    List<Measured> all = new ArrayList<>();
    addFromTheStart(all);
    series.values().forEach(each -> each.measure(now, all::add));
    all.addAll(findings.measured(of(DomainMetric.TABLE_FINDINGS).labels(), tables::label));
    all.addAll(incidents.measured());
    all.add(Measured.of(DomainMetric.TABLES_NOT_SHOWN, lookedAt.turnedAway()));
    return all;
  }

  /** Counters of which all series are known are there before the first count: it is a rise. */
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

  /** The series, to store. */
  public List<SeriesState> series() {
    List<SeriesState> stored = new ArrayList<>();
    series.values().forEach(all -> all.store(stored::add));
    return stored;
  }

  /** The findings that are open, to store. */
  public Collection<FindingNote> openFindings() {
    return List.copyOf(findings.notes());
  }

  /** The incidents that are open, to store. */
  public Collection<IncidentNote> openIncidents() {
    return List.copyOf(incidents.notes());
  }

  /** Takes back a stored series. */
  public void restore(SeriesState stored) {
    DomainMetric metric = stored.metric();
    of(metric).restore(stored);
    int table = metric.tableLabel();
    if (table >= 0) {
      TableLabels labels = metric.isPosture() ? lookedAt : tables;
      labels.restore(stored.labels().get(table), stored.updated());
    }
  }

  /** Takes back a finding that is open. */
  public void restore(FindingNote stored) {
    findings.restore(stored);
  }

  /** Takes back an incident that is open. */
  public void restore(IncidentNote stored) {
    incidents.restore(stored);
  }

  @SuppressWarnings("NullAway") // the constructor puts one for each metric
  private MetricSeries of(DomainMetric metric) {
    return series.get(metric);
  }
}
