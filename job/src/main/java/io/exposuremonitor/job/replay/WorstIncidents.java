package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.incident.Incident;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Keeps the worst incidents, in bounded memory, and passes all incidents on. */
final class WorstIncidents implements Consumer<Incident> {
  /** Incidents kept for the summary and the report; the others are counted and passed on. */
  static final int MAX_KEPT = 200;

  private static final Comparator<Incident> WORST_FIRST =
      Comparator.comparing(Incident::level)
          .reversed()
          .thenComparing(Comparator.comparingInt(Incident::risk).reversed())
          .thenComparingLong(Incident::start)
          .thenComparing(Incident::id);

  private final Consumer<Incident> all;
  private final PriorityQueue<Incident> worst = new PriorityQueue<>(WORST_FIRST.reversed());
  private long omitted;

  /**
   * @param all receives every incident
   */
  WorstIncidents(Consumer<Incident> all) {
    this.all = all;
  }

  @Override
  public void accept(Incident incident) {
    all.accept(incident);
    worst.add(incident);
    if (worst.size() > MAX_KEPT) {
      worst.remove();
      omitted++;
    }
  }

  /** The worst first. */
  List<Incident> kept() {
    return worst.stream().sorted(WORST_FIRST).toList();
  }

  long omitted() {
    return omitted;
  }
}
