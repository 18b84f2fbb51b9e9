package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.bulkread.Shares.Share;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether many actors together drained a table in a window whose events have all arrived.
 */
final class DistributedJudge {
  /** The table's floor, as a multiple of one actor's. */
  static final int FLOOR_FACTOR = 2;

  private final TableLedger ledger;
  private final History history;
  private final Policy policy;
  private final String table;
  private final BulkReadThresholds thresholds;
  private final Coverage coverage;

  DistributedJudge(DistributedReadState state, TableLedger ledger, History history, Policy policy) {
    this.ledger = ledger;
    this.history = history;
    this.policy = policy;
    this.table = state.table;
    this.thresholds = policy.thresholds(BulkReadThresholds.class, state.account, state.table);
    this.coverage = Coverage.of(policy, table);
  }

  /** The verdict, or null when there is nothing to report. */
  @Nullable Verdict judge(Span span, long lastSlot) {
    List<Share> shares = ledger.shares(span, lastSlot);
    Verdict pages = judge(span, lastSlot, shares, ReadAmount.PAGES);
    Verdict keys = judge(span, lastSlot, shares, ReadAmount.KEYS);
    return pages == null ? keys : pages;
  }

  private @Nullable Verdict judge(Span span, long lastSlot, List<Share> all, ReadAmount amount) {
    List<Share> explained =
        all.stream().filter(share -> explainsItself(share, span, amount)).toList();
    Shares shares =
        new Shares(all.stream().filter(share -> !explained.contains(share)).toList(), amount);
    long floor = FLOOR_FACTOR * floor(thresholds, span, amount);
    long total = total(span, lastSlot, shares, floor);
    int index = 2 * amount.index + (span == Span.HOUR ? 0 : 1);
    history.observe(lastSlot, index, total);
    long start = span.window.start(lastSlot);
    long usual = history.mostBefore(start, lastSlot, index, thresholds.minimumHistoryDays());
    boolean much = total >= floor && total > usual * thresholds.historyFactor();
    boolean repeated = amount == ReadAmount.PAGES && coverage.isSmall(thresholds);
    if (!much || repeated || shares.participants() < Math.max(1, thresholds.distributedActors())) {
      return null;
    }
    history.signalled(start, span.window.end(lastSlot));
    WindowEvidence seen = seen(span, lastSlot, shares, total, usual);
    Set<Long> except =
        explained.stream().map(share -> IdHash.of(share.actor().id())).collect(Collectors.toSet());
    seen.events(ledger.events(span, lastSlot, amount == ReadAmount.KEYS, except));
    seen.count(
        "excluded_pages",
        explained.stream().mapToLong(Share::pages).sum() + ledger.excludedPages(span, lastSlot));
    return new Verdict(seen, Messages.distributed(amount.words(total), seen, table));
  }

  private WindowEvidence seen(Span span, long lastSlot, Shares shares, long total, long usual) {
    boolean pages = shares.amount() == ReadAmount.PAGES;
    WindowEvidence seen = new WindowEvidence();
    seen.time(span.window.start(lastSlot), span.window.end(lastSlot) - 1);
    seen.magnitude(total);
    seen.confident(usual > 0);
    seen.count(pages ? "pages" : "distinct_keys", total);
    seen.count("actors", shares.participants());
    seen.count("window_seconds", span.window.millis() / 1_000);
    seen.count(pages ? "usual_pages" : "usual_keys", usual);
    seen.count(
        "coverage_percent", pages ? coverage.percentOfPages(total) : coverage.percentOfKeys(total));
    seen.fact("actors", shares.names());
    return seen;
  }

  /**
   * A key counts once, however many actors read it and however often; but once for each actor while
   * the sum is so low that it affects no decision, now or later, since counting the distinct keys
   * of several slots is expensive.
   */
  private long total(Span span, long lastSlot, Shares shares, long floor) {
    long sum = shares.sum();
    boolean matters = sum * Math.max(1, thresholds.historyFactor()) >= floor;
    return shares.amount() == ReadAmount.KEYS && matters
        ? Math.min(sum, ledger.distinctKeys(span, lastSlot))
        : sum;
  }

  /**
   * True for an actor whose reads explain themselves: above the actor's own floor, they have a
   * finding of their own, and above the table's, if the policy sets a higher one for the actor,
   * they are allowed. Otherwise a job with a high floor would hide the others by its share.
   */
  private boolean explainsItself(Share share, Span span, ReadAmount amount) {
    if (!share.isOne()) {
      return false;
    }
    BulkReadThresholds own = policy.thresholds(BulkReadThresholds.class, share.actor().id(), table);
    long floor = Math.min(floor(own, span, amount), floor(thresholds, span, amount));
    return share.of(amount) >= floor;
  }

  private static long floor(BulkReadThresholds thresholds, Span span, ReadAmount amount) {
    return span.floor(amount.floors(thresholds), Long.MAX_VALUE);
  }

  /**
   * Reads of a table by many actors.
   *
   * @param seen numbers, events, and the actors with the largest shares
   * @param message one sentence
   */
  record Verdict(WindowEvidence seen, String message) {}
}
