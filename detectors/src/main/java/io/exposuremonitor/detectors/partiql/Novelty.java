package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is new in an actor's use of PartiQL: its first use, and the shapes of its statements. A view
 * that works in place on the actor's state.
 *
 * <p>A new thing stays new for the slot in which it appears and for the lateness bound after it.
 * Each bundle can therefore be judged when it arrives, by settled slots alone, with the same result
 * in any order.
 */
final class Novelty {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  private final PartiqlState state;
  private final Horizon horizon;

  Novelty(PartiqlState state, Horizon horizon) {
    this.state = state;
    this.horizon = horizon;
  }

  /**
   * The calls that are an actor's first use of PartiQL, or follow it before that has become usual.
   *
   * @param observation when the logs were observed
   */
  Selection firstUse(List<Call> calls, Observation observation) {
    Selection first = new Selection();
    if (!observation.isUsual(state.use, horizon)) {
      for (Call call : calls) {
        if (observation.isLongEnough(ActivityBundle.slotOf(call.time()), horizon)) {
          first.add(call, call.facet().statements());
        }
      }
    }
    return first;
  }

  /** The calls with a shape that the actor never issued, by shape. */
  SortedMap<String, Selection> newShapes(List<Call> calls) {
    SortedMap<String, Selection> shapes = new TreeMap<>();
    boolean known = !horizon.isNew(state.use) && horizon.history(state.use) >= horizon.learning();
    if (!known || horizon.isWithinMemory(state.forgetting)) {
      return shapes;
    }
    for (Call call : calls) {
      for (Statement statement : call.facet().statements()) {
        if (horizon.isNew(state.shapes.get(Hashes.of(statement.shape())))) {
          shapes
              .computeIfAbsent(statement.shape(), shape -> new Selection())
              .add(call, List.of(statement));
        }
      }
    }
    return shapes;
  }

  /**
   * The calls whose shapes are remembered and evaluated: those of roles and services. People write
   * new shapes all the time, as users or with a role in a browser.
   */
  static List<Call> ofPrograms(Actor actor, List<Call> calls) {
    boolean program = actor.kind() == Actor.Kind.ROLE || actor.kind() == Actor.Kind.SERVICE;
    return program
        ? calls.stream().filter(call -> !call.facet().origin().console()).toList()
        : List.of();
  }

  /**
   * Remembers that the actor used PartiQL, and the shapes of its statements.
   *
   * @param calls the calls whose shapes are remembered
   */
  void remember(List<Call> calls) {
    List<Long> used = new ArrayList<>();
    for (Call call : calls) {
      for (Statement statement : call.facet().statements()) {
        used.add(Hashes.of(statement.shape()));
      }
    }
    state.use = horizon.used(state.use);
    int evicted = shapes().remember(used, horizon);
    if (evicted > 0) {
      state.forgetting = horizon.used(state.forgetting);
      state.shapesForgotten += evicted;
    }
  }

  /** Number of the actor's known shapes. */
  long knownShapes() {
    return shapes().known(horizon);
  }

  private FirstSeen shapes() {
    return new FirstSeen(state.shapes, PartiqlState.MAX_SHAPES);
  }

  /** Whole days since the actor began to use PartiQL. */
  long historyDays() {
    return horizon.history(state.use) / DAY;
  }
}
