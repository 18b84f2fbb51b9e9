package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.DiscoveryPlan;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.shard.LedgerEntry;
import java.util.List;
import java.util.function.Predicate;

/**
 * The enumerator's state in checkpoints.
 *
 * @param plan the streams and where their shards start
 * @param entries every shard that is not forgotten, with full positions
 * @param gaps gaps that no checkpoint holds as delivered yet
 */
public record EnumeratorState(
    DiscoveryPlan.State plan, List<LedgerEntry> entries, List<GapOutbox.Letter> gaps) {

  /** Copies the lists, so that the state is immutable. */
  public EnumeratorState {
    entries = List.copyOf(entries);
    gaps = List.copyOf(gaps);
  }

  /**
   * This state without the streams that are no longer in the settings, and without their shards.
   */
  EnumeratorState only(Predicate<String> wanted) {
    return new EnumeratorState(
        plan.only(wanted),
        entries.stream().filter(entry -> wanted.test(entry.stream())).toList(),
        gaps);
  }

  static EnumeratorState initial() {
    return new EnumeratorState(DiscoveryPlan.State.INITIAL, List.of(), List.of());
  }
}
