package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.LedgerSimulation.Failure;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The ledger keeps its guarantees with random shard trees and random failures. */
class SplitLedgerPropertiesTest {
  private static final int STEPS = 400;

  @Property(tries = 300)
  void keepsAllGuaranteesWithoutFailures(@ForAll long seed) {
    check(seed, List.of(), new AtLeastOnce(), new LineageOrder(), new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsAllGuaranteesWhenAllReadersAreRestored(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.ALL_READERS),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsAllGuaranteesWhenCoordinatorIsRestoredToo(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.EVERYTHING),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsAllGuaranteesWhenFailureKindsAlternate(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.ALL_READERS, Failure.EVERYTHING),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  /** Lineage order can't hold: one reader goes back while another reads on in a child. */
  @Property(tries = 500)
  void losesAndRepeatsNothingWhenSingleReadersFail(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.ONE_READER, Failure.ALL_READERS, Failure.EVERYTHING),
        new AtLeastOnce(),
        new NoReplayAfterCleanRestore());
  }

  private static void check(long seed, List<Failure> failures, Guarantee... guarantees) {
    ReadHistory history = new LedgerSimulation(seed, failures).run(STEPS);
    for (Guarantee guarantee : guarantees) {
      guarantee.check(history);
    }
  }
}
