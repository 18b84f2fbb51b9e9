package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.LedgerSimulation.Failure;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random shard trees and random failures: what the ledger promises, it keeps. */
class SplitLedgerPropertiesTest {
  private static final int STEPS = 400;

  @Property(tries = 300)
  void keepsEveryPromiseWhileNothingFails(@ForAll long seed) {
    check(seed, List.of(), new AtLeastOnce(), new LineageOrder(), new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsEveryPromiseWhenAllReadersAreRestored(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.ALL_READERS),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsEveryPromiseWhenTheCoordinatorIsRestoredToo(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.EVERYTHING),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  @Property(tries = 500)
  void keepsEveryPromiseWhenBothKindsAlternate(@ForAll long seed) {
    check(
        seed,
        List.of(Failure.ALL_READERS, Failure.EVERYTHING),
        new AtLeastOnce(),
        new LineageOrder(),
        new NoReplayAfterCleanRestore());
  }

  /** One reader goes back while another reads a child on: no order can hold between them. */
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
