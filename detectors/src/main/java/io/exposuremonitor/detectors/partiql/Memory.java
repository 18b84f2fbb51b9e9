package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.baseline.Horizon;
import java.util.ArrayList;
import java.util.List;

/** Adds a bundle to what is remembered of its actor. */
final class Memory {
  private Memory() {}

  /**
   * Remembers that an actor used PartiQL, and the shapes of its statements.
   *
   * @param state of the actor; changed in place
   * @param calls the calls whose shapes are remembered
   */
  static void remember(PartiqlState state, Horizon horizon, List<Call> calls) {
    List<Long> shapes = new ArrayList<>();
    for (Call call : calls) {
      for (Statement statement : call.facet().statements()) {
        shapes.add(Hashes.of(statement.shape()));
      }
    }
    state.use = horizon.used(state.use);
    int evicted = new FirstSeen(state.shapes, PartiqlState.MAX_SHAPES).remember(shapes, horizon);
    if (evicted > 0) {
      state.forgetting = horizon.used(state.forgetting);
      state.shapesForgotten += evicted;
    }
  }
}
