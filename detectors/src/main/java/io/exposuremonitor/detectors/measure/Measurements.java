package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All series of the domain. Deterministic but for the clock, which is an argument and decides only
 * latencies and what is forgotten. Not thread-safe.
 *
 * <p><b>Bounds.</b> At most {@value #MOST_SERIES} series of a metric, {@value TableLabels#MOST}
 * tables told apart, {@value OpenIncidents#MOST_TOLD} incidents told one by one. A series without
 * news for {@value #DAYS_KEPT} days is forgotten, and its table with it, so that tables that are
 * gone make room. So at most some megabytes are kept; as a rule some hundred kilobytes.
 */
public final class Measurements {
  /** Series of one metric; samples of further ones are counted and left out. */
  static final int MOST_SERIES = 4_096;

  private static final long DAYS_KEPT = 30;
  private static final long KEPT_MILLIS = DAYS_KEPT * 86_400_000;

  private final Map<DomainMetric, Map<List<String>, Series>> series =
      new EnumMap<>(DomainMetric.class);
  private final TableLabels tables = new TableLabels();
  private final OpenFindings findings = new OpenFindings();
  private final OpenIncidents incidents = new OpenIncidents();

  /** Counts nothing yet. */
  public Measurements() {
    for (DomainMetric metric : DomainMetric.values()) {
      series.put(metric, new LinkedHashMap<>());
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
    Map<List<String>, Series> all = of(metric);
    Series known = all.get(labels);
    boolean ends = metric.kind() == DomainMetric.Kind.GAUGE && Double.isNaN(sample.value());
    if (ends) {
      if (known != null && sample.time() >= known.time()) {
        all.remove(labels);
      }
      return;
    }
    if (known == null) {
      if (all.size() >= MOST_SERIES) {
        leaveOut(metric, now);
        return;
      }
      known = new Series(metric, labels);
      all.put(labels, known);
    }
    known.add(sample, now);
    if (metric == DomainMetric.TABLE_SENSITIVE_RATIO) {
      dropClassesNoLongerHeld(all, labels.get(0), sample.time());
    }
  }

  private List<String> labels(Sample sample, long now) {
    int table = sample.metric().tableLabel();
    if (table < 0) {
      return sample.labels();
    }
    String name = sample.labels().get(table);
    String label = tables.label(name, sample.metric(), now);
    if (label.equals(name)) {
      return sample.labels();
    }
    List<String> labels = new ArrayList<>(sample.labels());
    labels.set(table, label);
    return List.copyOf(labels);
  }

  /** Shares of a time are told of the classes that are held then, and of no others. */
  private static void dropClassesNoLongerHeld(
      Map<List<String>, Series> shares, String table, long time) {
    shares.values().removeIf(share -> share.labels().get(0).equals(table) && share.time() < time);
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
   * @param now the clock, epoch milliseconds
   * @return true for one that was opened now
   */
  public boolean on(FindingNote note, long now) {
    OpenFindings.Step step = findings.on(note);
    if (step.isNew()) {
      Spread latency = new Spread();
      latency.add(now - note.time());
      latency.drain(DomainMetric.DETECTION_LATENCY, note.family(), now, sample -> on(sample, now));
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
    long oldest = now - KEPT_MILLIS;
    series.values().forEach(all -> all.values().removeIf(each -> each.updated() < oldest));
    tables.forgetBefore(oldest);
  }

  /** How many incidents are open; levels of which none is are left out. */
  public Map<Level, Integer> openIncidentsByLevel() {
    return incidents.byLevel();
  }

  /** Everything as it is now. */
  public List<Measured> collect(long now) {
    List<Measured> all = new ArrayList<>();
    for (Level level : Level.values()) {
      // From the start, so that the first one is a rise.
      if (!of(DomainMetric.INCIDENTS_OPENED).containsKey(List.of(level.word()))) {
        all.add(Measured.of(DomainMetric.INCIDENTS_OPENED, 0, level.word()));
      }
    }
    series.values().forEach(each -> each.values().forEach(one -> all.add(one.measured(now))));
    all.addAll(findings.measured(of(DomainMetric.TABLE_FINDINGS).keySet(), tables::label));
    all.addAll(incidents.measured());
    return all;
  }

  /** The series, to store. */
  public List<SeriesState> series() {
    return series.values().stream()
        .flatMap(all -> all.values().stream())
        .map(Series::state)
        .toList();
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
    of(stored.metric()).put(stored.labels(), Series.of(stored));
    int table = stored.metric().tableLabel();
    if (table >= 0) {
      tables.restore(stored.labels().get(table), stored.updated());
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
  private Map<List<String>, Series> of(DomainMetric metric) {
    return series.get(metric);
  }
}
