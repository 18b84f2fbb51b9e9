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
 * finding is false when it is at {@link Level#MEDIUM} or above, about the judged days, and no
 * planted attack involves its actor and resource; further findings about an attack are no mistakes.
 * Findings about the days before, while the monitor learns, are counted apart.
 */
final class Verdict {
  /**
   * How one detection did.
   *
   * @param attacks planted
   * @param found of them
   * @param twins innocent stories that could be mistaken for it
   * @param accused twins that a finding at medium or above was about
   * @param mentioned other twins that a finding of the id below medium was about
   */
  record Row(String id, int attacks, int found, int twins, int accused, int mentioned) {}

  private final List<Plant> plants;
  private final long judgedFrom;
  private final boolean[] told;
  private final boolean[] accused;
  private final boolean[] mentioned;
  private final List<Finding> mistaken = new ArrayList<>();
  private int whileLearning;

  /**
   * @param plants what was planted
   * @param judgedFrom from when on findings are judged, epoch milliseconds
   */
  Verdict(List<Plant> plants, long judgedFrom) {
    this.plants = List.copyOf(plants);
    this.judgedFrom = judgedFrom;
    told = new boolean[plants.size()];
    accused = new boolean[plants.size()];
    mentioned = new boolean[plants.size()];
  }

  /** Adds one finding, in its last state. */
  void take(Finding finding) {
    boolean ofAttack = false;
    String actor = finding.actor().id();
    for (int i = 0; i < plants.size(); i++) {
      Plant plant = plants.get(i);
      told[i] |= plant.isToldBy(finding.analytic().id(), actor, finding.resource());
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

  /** What was planted. */
  List<Plant> plants() {
    return plants;
  }

  /** One for each id with something planted, by id. */
  List<Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    for (int i = 0; i < plants.size(); i++) {
      Plant plant = plants.get(i);
      boolean attack = plant.attack();
      Row one =
          new Row(
              plant.id(),
              attack ? 1 : 0,
              told[i] ? 1 : 0,
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

  /** Attacks that were missed. */
  List<Plant> missed() {
    List<Plant> missed = new ArrayList<>();
    for (int i = 0; i < plants.size(); i++) {
      if (plants.get(i).attack() && !told[i]) {
        missed.add(plants.get(i));
      }
    }
    return missed;
  }

  /** False findings about the judged days, in the order in which they were taken. */
  List<Finding> mistaken() {
    return mistaken;
  }

  /** False findings about the days before. */
  int whileLearning() {
    return whileLearning;
  }

  /** The share of ids with attacks of which every attack was found; 1 when there are none. */
  double recallOverIds() {
    List<Row> attacked = rows().stream().filter(row -> row.attacks() > 0).toList();
    long whole = attacked.stream().filter(row -> row.found() == row.attacks()).count();
    return attacked.isEmpty() ? 1 : (double) whole / attacked.size();
  }
}
