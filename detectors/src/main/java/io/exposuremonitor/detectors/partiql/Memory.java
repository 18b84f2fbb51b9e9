package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** Enters a bundle into what is remembered of its actor. */
final class Memory {
  private static final Comparator<Entry<Long, Recency>> OLDEST_FIRST =
      Comparator.<Entry<Long, Recency>>comparingLong(entry -> entry.getValue().newest())
          .thenComparing(Entry.comparingByKey());

  private Memory() {}

  /**
   * @param state what is remembered; its maps are changed in place
   * @param calls the calls whose shapes are remembered
   */
  static PartiqlState entered(PartiqlState state, Horizon horizon, List<Call> calls) {
    Map<Long, Recency> shapes = state.shapes();
    for (Call call : calls) {
      for (Statement statement : call.facet().statements()) {
        shapes.compute(Hashes.of(statement.shape()), (hash, use) -> used(use, horizon));
      }
    }
    if (shapes.size() > PartiqlState.MAX_SHAPES) {
      shapes.values().removeIf(use -> horizon.settled() - use.newest() > horizon.memory());
    }
    int excess = shapes.size() - PartiqlState.MAX_SHAPES;
    forgetOldest(shapes, excess);
    return new PartiqlState(
        PartiqlState.VERSION,
        used(state.use(), horizon),
        shapes,
        excess > 0 ? used(state.forgetting(), horizon) : state.forgetting(),
        state.shapesForgotten() + Math.max(excess, 0),
        state.tables(),
        Math.max(state.expiresAt(), horizon.expiry()),
        state.expiryWakeUp());
  }

  private static Recency used(@Nullable Recency use, Horizon horizon) {
    return use == null
        ? Recency.first(horizon.slot())
        : Recency.used(use, horizon.slot(), horizon.memory());
  }

  private static void forgetOldest(Map<Long, Recency> shapes, int excess) {
    if (excess > 0) {
      List<Long> oldest =
          shapes.entrySet().stream().sorted(OLDEST_FIRST).limit(excess).map(Entry::getKey).toList();
      oldest.forEach(shapes::remove);
    }
  }
}
