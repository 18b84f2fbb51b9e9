package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.simulation.Plant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final boolean[] found;
  private final boolean[] accused;
  private final boolean[] mentioned;
  private final List<Finding> mistaken = new ArrayList<>();
  private int whileLearning;

  /**
   * @param plants what was planted
   * @param judgedFrom start of the days whose findings are judged, epoch milliseconds
   */
  Verdict(List<Plant> plants, long judgedFrom) {
    this.plants = List.copyOf(plants);
    this.judgedFrom = judgedFrom;
    found = new boolean[plants.size()];
    accused = new boolean[plants.size()];
    mentioned = new boolean[plants.size()];
  }

  /** Adds a finding in its final state. */
  void take(Finding finding) {
    boolean ofAttack = false;
    String actor = finding.actor().id();
    for (int i = 0; i < plants.size(); i++) {
      Plant plant = plants.get(i);
      found[i] |= plant.isFoundBy(finding.analytic().id(), actor, finding.resource());
      ofAttack |= plant.attack() && plant.concerns(actor, finding.resource());
    }
    if (ofAttack) {
      return;
    }
    boolean minor = finding.level().compareTo(Level.MEDIUM) < 0;
    if (finding.end() < judgedFrom) {
      whileLearning += minor ? 0 : 1;
      return;
    }
    if (!minor) {
      mistaken.add(finding);
    }
    for (int i = 0; i < plants.size(); i++) {
      Plant plant = plants.get(i);
      if (!plant.attack() && plant.concerns(actor, finding.resource())) {
        accused[i] |= !minor;
        mentioned[i] |= minor && plant.id().equals(finding.analytic().id());
      }
    }
  }

  /** Everything that was planted. */
  List<Plant> plants() {
    return plants;
  }

  /** The results of each detection with something planted, by id. */
  List<Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    for (int i = 0; i < plants.size(); i++) {
      Plant plant = plants.get(i);
      boolean attack = plant.attack();
      Row one =
          new Row(
              plant.id(),
              attack ? 1 : 0,
              found[i] ? 1 : 0,
              attack ? 0 : 1,
              accused[i] ? 1 : 0,
              mentioned[i] && !accused[i] ? 1 : 0);
      rows.merge(plant.id(), one, Verdict::sum);
    }
    return List.copyOf(rows.values());
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
    List<Plant> missed = new ArrayList<>();
    for (int i = 0; i < plants.size(); i++) {
      if (plants.get(i).attack() && !found[i]) {
        missed.add(plants.get(i));
      }
    }
    return missed;
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
