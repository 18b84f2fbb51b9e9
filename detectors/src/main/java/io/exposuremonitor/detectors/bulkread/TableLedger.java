package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSample;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.bulkread.DistributedReadState.ActorReads;
import io.exposuremonitor.detectors.bulkread.Shares.Share;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The read counts of one table by actor: a view that works in place on its state. */
final class TableLedger {
  private static final int EXCLUDED_PAGES = 0;
  private static final int KEY_SKETCH = 0;
  private static final int NAMED_SHARED = 1;
  private static final int ACCOUNT_SHARED = 2;

  private final DistributedReadState state;
  private final SlotSample<SampledActor> sample;

  TableLedger(DistributedReadState state) {
    this.state = state;
    this.sample =
        new SlotSample<>(
            state.samples, List.of(Span.HOUR.window, Span.DAY.window), SampledActor.ACTORS);
  }

  SlotSeries series(Span span) {
    return new SlotSeries(span == Span.HOUR ? state.hours : state.days, span.window);
  }

  /**
   * Adds an actor's new reads.
   *
   * @param floors floor of each measure
   */
  void add(ReadTally tally, BulkReadThresholds floors) {
    boolean service = tally.actor().kind() == Actor.Kind.SERVICE;
    ActorReads reads =
        service || !isOpen(Span.DAY, tally)
            ? null
            : new TableReaders(state.actors).of(tally.actor(), floors);
    long[] excluded = {service ? tally.scanPages() : 0};
    Slot ofTable = new Slot(tally.slot(), 0, excluded, service ? new byte[0][] : sketches(tally));
    Slot ofActor =
        new Slot(tally.slot(), 0, new long[] {tally.scanPages(), tally.keys()}, new byte[0][]);
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      if (isOpen(span, tally)) {
        series(span).add(ofTable, DistinctCount.LG_K);
        if (reads != null) {
          TableReaders.series(span, reads).add(ofActor, DistinctCount.LG_K);
        }
      }
    }
    if (!tally.events().isEmpty()) {
      long actor = IdHash.of(tally.actor().id());
      for (ReadEvent event : tally.events()) {
        sample.add(SampledActor.of(event, actor), state.hoursJudgedBefore);
      }
    }
  }

  private boolean isOpen(Span span, ReadTally tally) {
    return span.window.slotOf(tally.slot()) >= span.window.oldest(state.hoursJudgedBefore);
  }

  /**
   * Evicts slots that can't share a window with events after {@code settled}.
   *
   * @param before the value of {@code settled} in the previous call, or earlier
   */
  void settle(long before, long settled) {
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      series(span).settle(settled);
      state.actors.forEach(reads -> TableReaders.series(span, reads).settle(settled));
    }
    state.actors.removeIf(reads -> reads.days().isEmpty());
    sample.settle(before, settled);
  }

  /** The reads of each actor within a window, without copies of other actors' reads. */
  List<Share> shares(Span span, long lastSlot) {
    boolean anyAccount =
        state.actors.stream().anyMatch(reads -> reads.actor().kind() == Actor.Kind.ACCOUNT);
    double ofAccounts = anyAccount ? 1 - copiesAmongAccounts(span, lastSlot) : 1;
    List<Share> shares = new ArrayList<>();
    for (ActorReads reads : state.actors) {
      SlotSeries slots = TableReaders.series(span, reads);
      double own = reads.actor().kind() == Actor.Kind.ACCOUNT ? ofAccounts : 1;
      shares.add(
          new Share(
              reads.actor(),
              TableReaders.actors(reads, span, lastSlot),
              Math.round(slots.sum(lastSlot, ReadAmount.PAGES.index) * own),
              Math.round(slots.sum(lastSlot, ReadAmount.KEYS.index) * own)));
    }
    return shares;
  }

  /**
   * A sample of a window's events.
   *
   * @param keyed whether to return events that read by key, or else page by page
   * @param except excluded actors, by the hashes of their ids
   */
  List<EventReference> events(Span span, long lastSlot, boolean keyed, Set<Long> except) {
    return EventReference.sample(
        sample
            .within(
                span.window.start(lastSlot),
                span.window.end(lastSlot),
                group -> group.equals(keyed))
            .stream()
            .filter(read -> !except.contains(read.actor()))
            .map(read -> new EventReference(read.eventId(), Origin.NONE))
            .toList());
  }

  /** Distinct keys read by all actors within a window. */
  long distinctKeys(Span span, long lastSlot) {
    return series(span).distinct(lastSlot, KEY_SKETCH);
  }

  /** Pages read by AWS services within a window. */
  long excludedPages(Span span, long lastSlot) {
    return series(span).sum(lastSlot, EXCLUDED_PAGES);
  }

  /**
   * A call across accounts is logged in both (DynamoDB developer guide, rbac-cross-account-access):
   * under the role in one and possibly under only its account in the other. Returns the share of
   * the latter's reads whose ids were also seen under a role.
   */
  private double copiesAmongAccounts(Span span, long lastSlot) {
    DistinctCount both = new DistinctCount(DistinctCount.LG_K);
    for (Slot slot : series(span).within(lastSlot)) {
      both.merge(slot.sketch(NAMED_SHARED)).merge(slot.sketch(ACCOUNT_SHARED));
    }
    long named = series(span).distinct(lastSlot, NAMED_SHARED);
    long accounts = series(span).distinct(lastSlot, ACCOUNT_SHARED);
    return accounts == 0
        ? 0
        : Math.min(1, Math.max(0, (double) (named + accounts - both.estimate()) / accounts));
  }

  private static byte[][] sketches(ReadTally tally) {
    byte[] none = new byte[0];
    boolean account = tally.actor().kind() == Actor.Kind.ACCOUNT;
    return new byte[][] {
      tally.keySketch(), account ? none : tally.sharedReads(), account ? tally.sharedReads() : none
    };
  }
}
