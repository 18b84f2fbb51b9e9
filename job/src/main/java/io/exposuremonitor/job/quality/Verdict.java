package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.simulation.Plant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares findings with a simulated fortnight.
 *
 * <p>A planted attack is found when a finding of its id names one of its actors and its victim. A
 * finding is false if it is at {@link Level#MEDIUM} or above, about the judged days, and no planted
 * attack involves its actor and resource; further findings about an attack are not mistakes. False
 * findings about the days before, while the monitor learns, are counted separately.
 */
final class Verdict {
  /**
   * The results of one detection.
   *
   * @param attacks number of planted attacks
   * @param found number of them that were found
   * @param twins number of innocent twins
   * @param accused number of twins with a finding at medium or above
   * @param mentioned number of other twins with a finding of this id below medium
   */
  record Row(String id, int attacks, int found, int twins, int accused, int mentioned) {}

  private final List<Plant> plants;
  private final long judgedFrom;
  private final Set<Plant> found = new HashSet<>();
  private final Set<Plant> accused = new HashSet<>();
  private final Set<Plant> mentioned = new HashSet<>();
  private final List<Finding> mistaken = new ArrayList<>();
  private int whileLearning;

  /**
   * @param plants what was planted
   * @param judgedFrom start of the days whose findings are judged, epoch milliseconds
   */
  Verdict(List<Plant> plants, long judgedFrom) {
    this.plants = List.copyOf(plants);
    this.judgedFrom = judgedFrom;
  }

  /** Adds a finding in its final state. */
  void take(Finding finding) {
    String id = finding.analytic().id();
    String actor = finding.actor().id();
    String resource = finding.resource();
    plants.stream().filter(plant -> plant.isFoundBy(id, actor, resource)).forEach(found::add);
    List<Plant> concerned =
        plants.stream().filter(plant -> plant.concerns(actor, resource)).toList();
    if (concerned.stream().anyMatch(Plant::attack)) {
      return;
    }
    boolean minor = !finding.level().atLeast(Level.MEDIUM);
    if (finding.end() < judgedFrom) {
      whileLearning += minor ? 0 : 1;
    } else if (minor) {
      concerned.stream().filter(twin -> twin.id().equals(id)).forEach(mentioned::add);
    } else {
      mistaken.add(finding);
      accused.addAll(concerned);
    }
  }

  /** Everything that was planted. */
  List<Plant> plants() {
    return plants;
  }

  /** The results of each detection with something planted, by id. */
  List<Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    plants.forEach(plant -> rows.merge(plant.id(), row(plant), Verdict::sum));
    return List.copyOf(rows.values());
  }

  private Row row(Plant plant) {
    return new Row(
        plant.id(),
        plant.attack() ? 1 : 0,
        found.contains(plant) ? 1 : 0,
        plant.attack() ? 0 : 1,
        accused.contains(plant) ? 1 : 0,
        mentioned.contains(plant) && !accused.contains(plant) ? 1 : 0);
  }

  private static Row sum(Row a, Row b) {
    return new Row(
        a.id(),
        a.attacks() + b.attacks(),
        a.found() + b.found(),
        a.twins() + b.twins(),
        a.accused() + b.accused(),
        a.mentioned() + b.mentioned());
  }

  /** The attacks that were missed. */
  List<Plant> missed() {
    return plants.stream().filter(plant -> plant.attack() && !found.contains(plant)).toList();
  }

  /** False findings about the judged days, in the order of their arrival. */
  List<Finding> mistaken() {
    return mistaken;
  }

  /** Number of false findings about the days before. */
  int whileLearning() {
    return whileLearning;
  }

  /** The share of attacked ids of which every attack was found; 1 if there are none. */
  double recallOverIds() {
    List<Row> attacked = rows().stream().filter(row -> row.attacks() > 0).toList();
    long whole = attacked.stream().filter(row -> row.found() == row.attacks()).count();
    return attacked.isEmpty() ? 1 : (double) whole / attacked.size();
  }
}
