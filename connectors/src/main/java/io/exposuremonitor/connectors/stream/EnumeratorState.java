package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.DiscoveryPlan;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.shard.LedgerEntry;
import java.util.List;

/**
 * What the enumerator keeps in checkpoints.
 *
 * @param plan the streams and where their shards start
 * @param entries every shard that is not forgotten, with full positions
 * @param gaps gaps that no checkpoint holds as handed on
 */
public record EnumeratorState(
    DiscoveryPlan.State plan, List<LedgerEntry> entries, List<GapOutbox.Letter> gaps) {

  /** Copies the lists, so that a state never changes. */
  public EnumeratorState {
    entries = List.copyOf(entries);
    gaps = List.copyOf(gaps);
  }

  static EnumeratorState initial() {
    return new EnumeratorState(DiscoveryPlan.State.INITIAL, List.of(), List.of());
  }
}
