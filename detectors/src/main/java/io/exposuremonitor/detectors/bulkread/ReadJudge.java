package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a window is bulk reading, and by which path. As more events of the window arrive,
 * a decision can only change from no to yes, and it otherwise depends only on history settled
 * before the window began, so the order of events does not matter.
 *
 * <p>Pages of Scan, full pages of Query and pages of PartiQL are one measure. A finding can't be
 * named after the path with more pages, since that may change with every event. It is named after
 * each path that contributes at least half of the threshold, which is exactly one unless both were
 * used heavily.
 */
final class ReadJudge {
  /** Measures compared with history: four values each, one per span. */
  private enum Kind {
    KEYS(0),
    PAGES(4),
    QUERIES(8);

    private final int index;

    Kind(int index) {
      this.index = index;
    }
  }

  private static final Set<ReadPath> SCANS = EnumSet.of(ReadPath.SCAN, ReadPath.CONSOLE);
  private static final Set<ReadPath> STATEMENTS = EnumSet.of(ReadPath.PARTIQL);
  private static final Set<ReadPath> PAGES =
      EnumSet.of(ReadPath.SCAN, ReadPath.PARTIQL, ReadPath.CONSOLE);
  private static final Set<ReadPath> KEYS = EnumSet.of(ReadPath.QUERY, ReadPath.KEY);

  private static final Set<Span> SHORTER_THAN_A_WEEK =
      EnumSet.of(Span.FIVE_MINUTES, Span.HOUR, Span.DAY);

  private final ReadLedger ledger;
  private final History history;
  private final BulkReadThresholds thresholds;
  private final Coverage coverage;
  private final Map<Analytic, WindowEvidence> evidence = new LinkedHashMap<>();

  ReadJudge(ReadLedger ledger, History history, BulkReadThresholds thresholds, Coverage coverage) {
    this.ledger = ledger;
    this.history = history;
    this.thresholds = thresholds;
    this.coverage = coverage;
  }

  /** The evidence so far. */
  Map<Analytic, WindowEvidence> evidence() {
    return evidence;
  }

  /** Adds a window to the actor's history and evaluates it. */
  void judge(Span span, long lastSlot) {
    WindowWork work = observe(span, lastSlot);
    if (!crosses(work)) {
      return;
    }
    judgePages(work);
    judgeKeys(work);
  }

  /** Adds a window to the actor's history. */
  WindowWork observe(Span span, long lastSlot) {
    WindowWork work = work(span, lastSlot);
    history.observe(lastSlot, index(Kind.KEYS, span), work.keys());
    history.observe(lastSlot, index(Kind.PAGES, span), work.pages());
    history.observe(lastSlot, index(Kind.QUERIES, span), work.queries());
    return work;
  }

  /** True if a window reaches any floor, regardless of history. */
  boolean crosses(Span span, long lastSlot) {
    return crosses(work(span, lastSlot));
  }

  private boolean crosses(WindowWork work) {
    return work.pages() >= pagesFloor(work)
        || work.keys() >= keysFloor(work.span())
        || work.queries() >= queriesFloor(work);
  }

  /**
   * The reads of a window, with its keys only if they matter. Counting the distinct keys of several
   * slots is expensive, and a number so low that {@code historyFactor} times as many are below the
   * floor affects no decision, now or later.
   */
  private WindowWork work(Span span, long lastSlot) {
    WindowWork work = ledger.window(span, lastSlot);
    double interesting = keysFloor(work.span()) / Math.max(1, thresholds.historyFactor());
    return crosses(work) || ledger.keysAtMost(work) >= interesting ? ledger.withKeys(work) : work;
  }

  private void judgePages(WindowWork work) {
    long usual = usual(Kind.PAGES, work);
    long line = line(pagesFloor(work), usual);
    if (work.pages() < line || isWeekOfPagesReadFaster(work)) {
      return;
    }
    if (work.span() != Span.WEEK) {
      history.crossed(work.start(), work.end());
    }
    boolean confident =
        work.wholeParallelScan() || usual > 0 || work.pages() >= coverage.pagesFloor(thresholds);
    long percent = coverage.percentOfPages(work.pages());
    if (work.span() == Span.WEEK) {
      note(Analytics.LOW_AND_SLOW, work, work.pages(), percent, confident, PAGES);
      return;
    }
    if (work.scans() >= line - line / 2) {
      note(Analytics.TABLE_SCAN, work, work.pages(), percent, confident, SCANS);
    }
    if (work.partiql() > line / 2) {
      note(Analytics.PARTIQL_DUMP, work, work.pages(), percent, confident, STATEMENTS);
    }
  }

  private void judgeKeys(WindowWork work) {
    long usualKeys = usual(Kind.KEYS, work);
    long usualQueries = usual(Kind.QUERIES, work);
    boolean keys =
        work.keys() >= line(keysFloor(work.span()), usualKeys) && !isWeekOfKeysReadFaster(work);
    boolean queries = work.queries() >= line(queriesFloor(work), usualQueries);
    if (keys || queries) {
      boolean confident =
          (keys && (usualKeys > 0 || work.keys() >= coverage.keysFloor(thresholds)))
              || (queries && usualQueries > 0);
      note(
          work.span() == Span.WEEK ? Analytics.LOW_AND_SLOW : Analytics.KEY_SWEEP,
          work,
          Math.max(work.keys(), work.queries()),
          coverage.percentOfKeys(work.keys()),
          confident,
          KEYS);
    }
  }

  /**
   * True if a shorter window crossed its line, and the same reads therefore have a finding already.
   * A floor reached within what is usual is not enough: whoever raises the usual volume step by
   * step would otherwise escape the week as well. Crossings are recorded when they happen, since a
   * complete parallel scan lowers the floor.
   */
  private boolean isWeekOfPagesReadFaster(WindowWork work) {
    return work.span() == Span.WEEK && history.crossedWithin(work.start(), work.end());
  }

  /** The same for keys: a shorter window reached its floor on a day that raised a signal. */
  private boolean isWeekOfKeysReadFaster(WindowWork work) {
    return work.span() == Span.WEEK
        && SHORTER_THAN_A_WEEK.stream()
            .anyMatch(
                span ->
                    history.signalledWithin(
                        work.start(), work.end(), index(Kind.KEYS, span), keysFloor(span)));
  }

  private void note(
      Analytic analytic,
      WindowWork work,
      long magnitude,
      long percent,
      boolean confident,
      Set<ReadPath> paths) {
    history.signalled(work.start(), work.end());
    WindowEvidence seen = evidence.computeIfAbsent(analytic, unused -> new WindowEvidence());
    seen.time(work.first(), work.last());
    seen.magnitude(magnitude);
    seen.confident(confident);
    seen.events(ledger.events(work, paths));
    seen.count("pages", work.pages());
    seen.count(work.span().pagesName, work.pages());
    seen.count("partiql_pages", work.partiql());
    seen.count("query_pages", work.queries());
    seen.count("full_query_pages", work.fullQueries());
    seen.count("distinct_keys", work.keys());
    seen.count("coverage_percent", percent);
    seen.count("usual_pages", usual(Kind.PAGES, work));
    seen.count("usual_keys", usual(Kind.KEYS, work));
    seen.count("window_seconds", work.span().window.millis() / 1_000);
    seen.count("failed_calls", work.failed());
    seen.count("count_pages", work.countOnly());
    seen.count("console_pages", work.console());
    seen.count("segments_seen", work.segmentsSeen());
    seen.count("total_segments", work.totalSegments());
  }

  private long pagesFloor(WindowWork work) {
    if (coverage.isSmall(thresholds)) {
      return Long.MAX_VALUE;
    }
    long floor = work.span().floor(thresholds.scanPages(), thresholds.slowPages());
    long halved = work.wholeParallelScan() ? floor - floor / 2 : floor;
    boolean coverageCounts = work.span() == Span.DAY || work.span() == Span.WEEK;
    return Math.max(1, coverageCounts ? Math.min(halved, coverage.pagesFloor(thresholds)) : halved);
  }

  private long keysFloor(Span span) {
    long floor = span.floor(thresholds.distinctKeys(), thresholds.slowKeys());
    long covered =
        switch (span) {
          case DAY -> coverage.keysFloor(thresholds);
          case WEEK -> coverage.slowKeysFloor(thresholds);
          case FIVE_MINUTES, HOUR -> Long.MAX_VALUE;
        };
    return Math.max(1, Math.min(floor, covered));
  }

  private long queriesFloor(WindowWork work) {
    return Math.max(1, work.span().floor(thresholds.queryPages(), Long.MAX_VALUE));
  }

  /** The highest value of this actor on this table on earlier days; 0 if too few days are known. */
  private long usual(Kind kind, WindowWork work) {
    return history.mostBefore(
        work.start(), work.lastSlot(), index(kind, work.span()), thresholds.minimumHistoryDays());
  }

  private long line(long floor, long usual) {
    return Math.max(floor, usual == 0 ? 0 : (long) (usual * thresholds.historyFactor()) + 1);
  }

  private static int index(Kind kind, Span span) {
    return kind.index + span.index;
  }
}
