package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.baseline.Horizon;
import java.util.ArrayList;
import java.util.List;

/** Enters a bundle into what is remembered of its actor. */
final class Memory {
  private Memory() {}

  /**
   * @param state what is remembered; its maps are changed in place
   * @param calls the calls whose shapes are remembered
   */
  static PartiqlState entered(PartiqlState state, Horizon horizon, List<Call> calls) {
    List<Long> shapes = new ArrayList<>();
    for (Call call : calls) {
      for (Statement statement : call.facet().statements()) {
        shapes.add(Hashes.of(statement.shape()));
      }
    }
    int excess = new FirstSeen(state.shapes(), PartiqlState.MAX_SHAPES).enter(shapes, horizon);
    return new PartiqlState(
        PartiqlState.VERSION,
        horizon.used(state.use()),
        state.shapes(),
        excess > 0 ? horizon.used(state.forgetting()) : state.forgetting(),
        state.shapesForgotten() + excess,
        state.tables(),
        Math.max(state.expiresAt(), horizon.expiry()),
        state.expiryWakeUp());
  }
}
