package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.bulkread.TableLedger.Share;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether many actors together drained a table in a window whose events have all arrived.
 */
final class DistributedJudge {
  /** The table's floor, as a multiple of one actor's. */
  static final int FLOOR_FACTOR = 2;

  private static final double TAKES_PART = 0.05;
  private static final double EXPLAINS_IT = 0.60;
  private static final int NAMED_ACTORS = 10;

  private final TableLedger ledger;
  private final History history;
  private final Policy policy;
  private final String table;
  private final BulkReadThresholds thresholds;

  DistributedJudge(DistributedReadState state, TableLedger ledger, History history, Policy policy) {
    this.ledger = ledger;
    this.history = history;
    this.policy = policy;
    this.table = state.table;
    this.thresholds = policy.thresholds(BulkReadThresholds.class, state.account, state.table);
  }

  /** The verdict, or null when there is nothing to report. */
  @Nullable Verdict judge(Span span, long lastSlot) {
    List<Share> shares = ledger.shares(span, lastSlot);
    Verdict pages = judge(span, lastSlot, shares, TableLedger.PAGES);
    Verdict keys = judge(span, lastSlot, shares, TableLedger.KEYS);
    return pages == null ? keys : pages;
  }

  private @Nullable Verdict judge(Span span, long lastSlot, List<Share> all, int measure) {
    List<Share> shares = new ArrayList<>();
    Set<Long> except = new HashSet<>();
    long excluded = 0;
    for (Share share : all) {
      if (!share.isOne() || share.of(measure) < explainedAmount(share.actor(), span, measure)) {
        shares.add(share);
      } else {
        excluded += share.pages();
        except.add(IdHash.of(share.actor().id()));
      }
    }
    shares.sort(
        Comparator.comparing((Share share) -> !share.isOne())
            .thenComparingLong(share -> -share.of(measure))
            .thenComparing(share -> share.actor().id()));
    long total = total(span, lastSlot, shares, measure);
    int index = 2 * measure + (span == Span.HOUR ? 0 : 1);
    history.observe(lastSlot, index, total);
    long usual =
        history.mostBefore(
            span.window.start(lastSlot), lastSlot, index, thresholds.minimumHistoryDays());
    boolean much =
        total >= FLOOR_FACTOR * floor(thresholds, span, measure)
            && total > usual * thresholds.historyFactor();
    int actors = participants(shares, measure);
    if (!much || actors < Math.max(1, thresholds.distributedActors())) {
      return null;
    }
    history.signalled(span.window.start(lastSlot), span.window.end(lastSlot));
    WindowEvidence seen = new WindowEvidence();
    seen.events(ledger.events(span, lastSlot, measure == TableLedger.KEYS, except));
    seen.count("excluded_pages", excluded + ledger.excludedPages(span, lastSlot));
    return verdict(seen, span, lastSlot, shares, measure, total, actors, usual);
  }

  private Verdict verdict(
      WindowEvidence seen,
      Span span,
      long lastSlot,
      List<Share> shares,
      int measure,
      long total,
      int actors,
      long usual) {
    Coverage coverage = Coverage.of(policy.table(table));
    boolean pages = measure == TableLedger.PAGES;
    seen.time(span.window.start(lastSlot), span.window.end(lastSlot) - 1);
    seen.magnitude(total);
    seen.confident(usual > 0);
    seen.count(pages ? "pages" : "distinct_keys", total);
    seen.count("actors", actors);
    seen.count("window_seconds", span.window.millis() / 1_000);
    seen.count(pages ? "usual_pages" : "usual_keys", usual);
    seen.count(
        "coverage_percent", pages ? coverage.percentOfPages(total) : coverage.percentOfKeys(total));
    String amount =
        pages ? Messages.pages(total) : String.format(Locale.ROOT, "%,d distinct keys", total);
    seen.fact("actors", named(shares, measure, actors));
    return new Verdict(seen, Messages.distributed(amount, seen, table));
  }

  /** A key counts once, however many actors read it and however often. */
  private long total(Span span, long lastSlot, List<Share> shares, int measure) {
    long sum = shares.stream().mapToLong(share -> share.of(measure)).sum();
    return measure == TableLedger.PAGES ? sum : Math.min(sum, ledger.distinctKeys(span, lastSlot));
  }

  /**
   * Number of actors with a significant share; 0 if one actor alone accounts for the reads. A
   * significant share is 5 %, or half of an even share if there are more than ten actors. Actors
   * known only as a sum are assumed to read equal amounts.
   */
  private static int participants(List<Share> shares, int measure) {
    long sum = shares.stream().mapToLong(share -> share.of(measure)).sum();
    double explains = EXPLAINS_IT * sum;
    if (sum == 0
        || shares.stream().anyMatch(share -> share.isOne() && share.of(measure) >= explains)) {
      return 0;
    }
    return shares.stream()
        .filter(share -> participates(share, shares, measure))
        .mapToInt(Share::actors)
        .sum();
  }

  private static boolean participates(Share share, List<Share> shares, int measure) {
    long sum = shares.stream().mapToLong(other -> other.of(measure)).sum();
    int actors = shares.stream().mapToInt(Share::actors).sum();
    return share.of(measure) >= Math.min(TAKES_PART, 0.5 / actors) * sum * share.actors();
  }

  /**
   * The amount from which an actor's reads explain themselves: those above the actor's own floor
   * have a finding of their own, and those above the table's, if the policy sets a higher one for
   * the actor, are allowed. Otherwise a job with a high floor would hide the others by its share.
   */
  private long explainedAmount(Actor actor, Span span, int measure) {
    long own = floor(policy.thresholds(BulkReadThresholds.class, actor.id(), table), span, measure);
    return Math.min(own, floor(thresholds, span, measure));
  }

  private static long floor(BulkReadThresholds thresholds, Span span, int measure) {
    return span.floor(
        measure == TableLedger.PAGES ? thresholds.scanPages() : thresholds.distinctKeys(),
        Long.MAX_VALUE);
  }

  /**
   * The names of the actors with a significant share, largest first.
   *
   * @param actors number of these actors
   */
  private static String named(List<Share> shares, int measure, int actors) {
    long sum = shares.stream().mapToLong(share -> share.of(measure)).sum();
    List<Share> first =
        shares.stream()
            .filter(share -> participates(share, shares, measure))
            .limit(NAMED_ACTORS)
            .toList();
    List<String> names = new ArrayList<>();
    for (Share share : first) {
      long percent = Math.round(100.0 * share.of(measure) / sum);
      String name = Messages.name(share.actor());
      names.add((share.isOne() ? name : share.actors() + " " + name) + " " + percent + " %");
    }
    int more = actors - first.stream().mapToInt(Share::actors).sum();
    return String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
  }

  /**
   * Reads of a table by many actors.
   *
   * @param seen numbers, events, and the actors with the largest shares
   * @param message one sentence
   */
  record Verdict(WindowEvidence seen, String message) {}
}
