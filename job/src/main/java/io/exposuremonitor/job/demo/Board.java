package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What has happened so far: the acts of the intruder and the findings of the monitor. Thread-safe.
 */
final class Board {
  /**
   * An act of the intruder.
   *
   * @param began machine time since the story began
   * @param ended likewise; empty while the act lasts
   */
  record Deed(Act act, Duration began, Optional<Duration> ended) {}

  /**
   * A finding of the monitor.
   *
   * @param finding its latest phase
   * @param raised when it was first reported, since the story began
   * @param deed the act that must raise it; empty if there is none
   */
  record Raised(Finding finding, Duration raised, Optional<Deed> deed) {
    /** The delay since the act began, if there is one. */
    Optional<Duration> after() {
      return deed.map(Deed::began).map(raised::minus);
    }
  }

  /**
   * An incident of the monitor.
   *
   * @param incident its latest revision
   * @param opened when it was first reported, since the story began
   */
  record Story(Incident incident, Duration opened) {}

  private final Supplier<Duration> clock;
  private final Map<Act, Deed> deeds = new EnumMap<>(Act.class);
  private final Map<String, Raised> raised = new LinkedHashMap<>();
  private final Map<String, Story> stories = new LinkedHashMap<>();
  private final List<Duration> batches = new ArrayList<>();

  /**
   * @param clock the machine time since the story began
   */
  Board(Supplier<Duration> clock) {
    this.clock = clock;
  }

  synchronized void begins(Act act) {
    deeds.put(act, new Deed(act, clock.get(), Optional.empty()));
  }

  synchronized void ends(Act act) {
    deeds.computeIfPresent(
        act, (key, deed) -> new Deed(act, deed.began(), Optional.of(clock.get())));
  }

  /** The nightly batch has run. */
  synchronized void batch() {
    batches.add(clock.get());
  }

  /**
   * Adds a reported finding.
   *
   * @return the finding if it is new or at a higher level than before
   */
  synchronized Optional<Raised> found(Finding finding) {
    Raised known = raised.get(finding.uid());
    if (known == null) {
      Raised fresh = new Raised(finding, clock.get(), deed(finding));
      raised.put(finding.uid(), fresh);
      return Optional.of(fresh);
    }
    Raised now = new Raised(finding, known.raised(), known.deed());
    raised.put(finding.uid(), now);
    return finding.level().compareTo(known.finding().level()) > 0
        ? Optional.of(now)
        : Optional.empty();
  }

  /**
   * Adds a reported incident.
   *
   * @return the incident if it alerts people, for the first time or again
   */
  synchronized Optional<Story> reported(Incident incident) {
    if (incident.change() == Incident.Change.MERGED) {
      stories.remove(incident.id());
      return Optional.empty();
    }
    Story known = stories.get(incident.id());
    Story now = new Story(incident, known == null ? clock.get() : known.opened());
    stories.put(incident.id(), now);
    boolean calls =
        incident.change() == Incident.Change.OPENED || incident.change() == Incident.Change.RAISED;
    return calls ? Optional.of(now) : Optional.empty();
  }

  /** The incidents, highest risk first. */
  synchronized List<Story> stories() {
    return stories.values().stream()
        .sorted(Comparator.comparing((Story story) -> story.incident().risk()).reversed())
        .toList();
  }

  synchronized List<Deed> deeds() {
    return List.copyOf(deeds.values());
  }

  /** The findings in the order in which they were first reported. */
  synchronized List<Raised> raised() {
    return List.copyOf(raised.values());
  }

  synchronized List<Duration> batches() {
    return List.copyOf(batches);
  }

  /** The expected findings of the acts so far that have not been reported. */
  synchronized List<ExpectedFinding> missing() {
    return deeds.keySet().stream()
        .flatMap(act -> act.expected().stream())
        .filter(expected -> raised.values().stream().noneMatch(r -> is(expected, r.finding())))
        .toList();
  }

  private Optional<Deed> deed(Finding finding) {
    return deeds.values().stream()
        .filter(deed -> deed.act().expected().stream().anyMatch(e -> is(e, finding)))
        .findFirst();
  }

  private static boolean is(ExpectedFinding expected, Finding finding) {
    return expected.analytic().equals(finding.analytic().id())
        && expected.actor().equals(finding.actor().id())
        && expected.resource().equals(finding.resource());
  }
}
