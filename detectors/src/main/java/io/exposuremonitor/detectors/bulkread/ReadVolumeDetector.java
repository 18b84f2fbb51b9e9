package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState.Subject;
import io.exposuremonitor.detectors.bulkread.ReadWork.Part;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Detects bulk reads of one actor on one table, keyed by both: {@code bulk-read.table-scan}, {@code
 * bulk-read.partiql-dump} and {@code bulk-read.key-sweep} over five minutes, an hour and a day, and
 * {@code bulk-read.low-and-slow} over a week.
 *
 * <p>The first three are evaluated when an event arrives, for every window that contains it. A week
 * is evaluated once its last day is over and settled, because it requires that no shorter window of
 * the same measure was reported, so that one cause raises one finding. Other measures are not
 * considered.
 *
 * <p>Scans of a lease table of the Kinesis Client Library don't count, see {@link LeaseTables}.
 *
 * <p>AWS services read tables to export and replicate them; they raise no signals here, but their
 * reads are tallied. Slots expire after seven days and history after fourteen. An event later than
 * the lateness bound still counts in the longer windows, where its duplicates are not recognised.
 */
public final class ReadVolumeDetector implements Detector<ReadVolumeState, ActivityBundle> {
  private final Consumer<ReadTally> tallies;

  /**
   * @param tallies receives the newly counted reads during the call, for the detectors that
   *     consider all actors of a table or all tables of an actor
   */
  public ReadVolumeDetector(Consumer<ReadTally> tallies) {
    this.tallies = tallies;
  }

  @Override
  public @Nullable ReadVolumeState on(
      @Nullable ReadVolumeState known, ActivityBundle bundle, DetectorContext context) {
    Facet facet = bundle.facets().get(0);
    NamedShare share =
        NamedShare.of(context.policy(), bundle.actor().id(), facet.account(), bundle.resource());
    int itemsPerPage = Coverage.of(context.policy(), bundle.resource()).itemsPerPage();
    Horizon horizon = LeaseTables.horizon(bundle, context.policy());
    Recency leases = known == null ? null : known.leases;
    boolean scanned = LeaseTables.isScanned(bundle, leases, horizon, context.policy());
    ReadWork work = ReadWork.of(bundle, share, itemsPerPage, scanned);
    boolean written = LeaseTables.isWritten(bundle);
    if (work == null && !written) {
      return known;
    }
    ReadVolumeState state = known == null ? new ReadVolumeState() : known;
    if (written) {
      state.leases = horizon.used(leases);
      context.wakeAt(expiry(state, context.policy()));
    }
    if (work == null) {
      return state;
    }
    List<Part> parts = work.parts();
    long last = parts.get(parts.size() - 1).last();
    long before = state.newest;
    state.newest = Math.max(before, last);
    Subject subject =
        new Subject(bundle.actor(), bundle.resource(), facet.account(), facet.region());
    Pass pass = new Pass(state, subject, context);
    pass.settle(before, state.newest);
    pass.ledger.add(work, subject, tallies);
    if (bundle.actor().kind() != Actor.Kind.SERVICE) {
      pass.judge(parts.get(0).first(), last);
      if (!pass.judge.evidence().isEmpty()) {
        new ReadSignals(subject, context.policy()).report(pass.judge, context);
      }
    }
    context.wakeAt(slotExpiry(state, context.policy()));
    return state;
  }

  @Override
  public @Nullable ReadVolumeState onTime(
      ReadVolumeState state, long time, DetectorContext context) {
    Pass pass = new Pass(state, state.subject, context);
    pass.settle(state.newest, Math.max(state.newest, time));
    if (state.subject != null) {
      new ReadSignals(state.subject, context.policy()).report(pass.judge, context);
    }
    if (state.leases != null
        && time >= expiry(LeaseTables.lastWrite(state.leases), context.policy())) {
      state.leases = null;
    }
    if (state.weeks.isEmpty()) {
      state.subject = null;
      if (state.history.isEmpty() && state.leases == null) {
        return null;
      }
      context.wakeAt(Math.max(time + 1, expiry(state, context.policy())));
    } else {
      context.wakeAt(Math.max(time + 1, nextStep(state, context.policy())));
    }
    return state;
  }

  /**
   * When the next day is to be judged, or the slots expire. Wake-ups for days that were not judged
   * yet come too early when the lateness bound has grown since.
   */
  private static long nextStep(ReadVolumeState state, Policy policy) {
    long expiry = slotExpiry(state, policy);
    boolean waits = state.subject != null && state.judgedBefore <= History.dayOf(state.newest);
    return waits
        ? Math.min(expiry, state.judgedBefore + History.DAY_MILLIS + Lateness.of(policy))
        : expiry;
  }

  private static long slotExpiry(ReadVolumeState state, Policy policy) {
    return History.dayOf(state.newest) + Span.WEEK.window.millis() + Lateness.of(policy);
  }

  /** When neither a history nor leases are remembered any more. */
  private static long expiry(ReadVolumeState state, Policy policy) {
    Recency leases = state.leases;
    long newest =
        leases == null ? state.newest : Math.max(state.newest, LeaseTables.lastWrite(leases));
    return expiry(newest, policy);
  }

  private static long expiry(long newest, Policy policy) {
    return History.expiry(newest) + Lateness.of(policy);
  }

  /** The processing of one event or wake-up on one state. */
  private static final class Pass {
    private final ReadVolumeState state;
    private final @Nullable Subject subject;
    private final DetectorContext context;
    private final long lateness;
    private final ReadLedger ledger;
    private final History history;
    private final ReadJudge judge;

    Pass(ReadVolumeState state, @Nullable Subject subject, DetectorContext context) {
      this.state = state;
      this.subject = subject;
      this.context = context;
      Policy policy = context.policy();
      lateness = Lateness.of(policy);
      Coverage coverage =
          subject == null ? new Coverage(0, 0) : Coverage.of(policy, subject.table());
      ledger = new ReadLedger(state, lateness, coverage.itemsPerPage());
      history = new History(state.history, lateness);
      judge =
          new ReadJudge(
              ledger,
              history,
              subject == null
                  ? policy.thresholds().of(BulkReadThresholds.class)
                  : policy.thresholds(
                      BulkReadThresholds.class, subject.actor().id(), subject.table()),
              coverage);
    }

    /**
     * Evaluates the weeks whose last day has settled, then evicts what is no longer needed.
     *
     * @param before time of the newest event in the previous call, or earlier
     */
    void settle(long before, long now) {
      long settled = now - lateness;
      long today = History.dayOf(settled);
      for (Slot day : List.copyOf(state.weeks)) {
        long start = History.dayOf(day.first());
        if (start >= state.judgedBefore && start < today) {
          judgeWeek(start);
        }
      }
      state.judgedBefore = Math.max(state.judgedBefore, today);
      ledger.settle(before - lateness, settled);
      history.settle(settled);
    }

    /** Evaluates every shorter window that contains an event between two times. */
    void judge(long from, long to) {
      for (Span span : List.of(Span.FIVE_MINUTES, Span.HOUR, Span.DAY)) {
        for (long lastSlot : ledger.series(span).windowsAround(from, to)) {
          judge.judge(span, lastSlot);
        }
      }
      for (long day : ledger.series(Span.WEEK).windowsAround(from, to)) {
        if (day >= state.judgedBefore && judge.crosses(Span.WEEK, day)) {
          state.subject = subject;
          context.wakeAt(Span.WEEK.window.end(day) + lateness);
        }
      }
    }

    private void judgeWeek(long day) {
      if (subject == null) {
        judge.observe(Span.WEEK, day);
      } else if (subject.actor().kind() != Actor.Kind.SERVICE) {
        judge.judge(Span.WEEK, day);
      }
    }
  }
}
