package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSample;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.baseline.Window;
import io.exposuremonitor.detectors.bulkread.ManyTablesState.Place;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code bulk-read.many-tables}: one actor reads many tables within an hour, or within a day. Keyed
 * by actor. Tools that dump an account read the first page of every table, as does an attacker in
 * search of valuable ones.
 *
 * <p>Tables are counted by account and region, over an hour that moves by ten minutes and over a
 * day that moves by four hours, when a page of Scan, Query or PartiQL SELECT is read; GetItem and
 * AWS services don't count. State expires fourteen days after the last read.
 */
public final class ManyTablesDetector implements Detector<ManyTablesState, ReadTally> {
  private static final int MAX_PLACES = 40;
  private static final int NAMED_TABLES = 10;
  private static final int TABLES = 0;

  /** Shortest first. Their positions are those of their values in the stored history. */
  private static final List<Span> SPANS = List.of(Span.HOUR, Span.DAY);

  private static final List<Window> WINDOWS = SPANS.stream().map(span -> span.window).toList();

  /**
   * False for tallies that this detector ignores. Most tallies are ignored and need not be sent to
   * it.
   */
  public static boolean mayCount(ReadTally tally) {
    boolean reads = tally.scanPages() > 0 || tally.queryPages() > 0;
    return tally.actor().kind() != Actor.Kind.SERVICE
        && (reads || tally.events().stream().anyMatch(ManyTablesDetector::isPage));
  }

  private static boolean isPage(ReadEvent read) {
    return read.path() != ReadPath.KEY;
  }

  @Override
  public @Nullable ManyTablesState on(
      @Nullable ManyTablesState known, ReadTally tally, DetectorContext context) {
    if (!mayCount(tally)) {
      return known;
    }
    ManyTablesState state = known == null ? new ManyTablesState() : known;
    long lateness = Lateness.of(context.policy());
    long before = state.newest;
    state.newest = Math.max(before, tally.slot());
    settle(state, before - lateness, state.newest - lateness);
    Place place = placeOf(state, tally, context.policy());
    if (place != null && tally.slot() >= Span.DAY.window.oldest(state.newest - lateness)) {
      tables(place)
          .add(new SampledTable(tally.slot(), Arns.name(tally.table())), state.newest - lateness);
      SlotSample<SampledPage> pages = pages(place);
      for (ReadEvent read : tally.events()) {
        if (isPage(read)) {
          pages.add(SampledPage.of(read), state.newest - lateness);
        }
      }
      countAndJudge(place, tally, state.newest - lateness, lateness, context);
    }
    context.wakeAt(gone(state, lateness));
    return state;
  }

  @Override
  public @Nullable ManyTablesState onTime(
      ManyTablesState state, long time, DetectorContext context) {
    long lateness = Lateness.of(context.policy());
    settle(state, state.newest - lateness, Math.max(state.newest, time) - lateness);
    if (state.places.isEmpty()) {
      return null;
    }
    // Events since the wake-up was requested, or a longer lateness bound, extend the state's life.
    context.wakeAt(Math.max(time + 1, gone(state, lateness)));
    return state;
  }

  private static long gone(ManyTablesState state, long lateness) {
    return History.expiry(state.newest) + lateness;
  }

  /**
   * @param before see {@link SlotSample#settle}
   */
  private static void settle(ManyTablesState state, long before, long settled) {
    for (Place place : state.places) {
      for (Span span : SPANS) {
        series(place, span).settle(settled);
      }
      new History(place.history(), 0).settle(settled);
      tables(place).settle(before, settled);
      pages(place).settle(before, settled);
    }
    state.places.removeIf(place -> place.days().isEmpty() && place.history().isEmpty());
  }

  private static SlotSeries series(Place place, Span span) {
    return new SlotSeries(span == Span.HOUR ? place.hours() : place.days(), span.window);
  }

  private static void countAndJudge(
      Place place, ReadTally tally, long settled, long lateness, DetectorContext context) {
    BulkReadThresholds thresholds =
        context.thresholds(BulkReadThresholds.class, tally.actor(), place.resource());
    History history = new History(place.history(), lateness);
    LargestWindow largest = new LargestWindow();
    for (Span span : SPANS) {
      if (tally.slot() >= span.window.oldest(settled)
          && (isNew(tally, series(place, span))
              || history.reached(SPANS.indexOf(span), floor(span, thresholds)))) {
        judge(place, tally, span, history, thresholds, largest);
      }
    }
    if (largest.seen.magnitude() > 0) {
      context.signal(signal(place, tally, largest));
    }
  }

  /**
   * Counts the table. False if it had been read before in this slot: then no window has more tables
   * than were last observed. Most reads are of this kind.
   */
  private static boolean isNew(ReadTally tally, SlotSeries slots) {
    DistinctCount table = new DistinctCount(DistinctCount.LG_K);
    table.add(tally.table());
    Slot part = Slot.ofSketches(tally.slot(), tally.slot(), table.toBytes());
    Slot known = slots.get(tally.slot());
    Slot counted = slots.add(part, DistinctCount.LG_K);
    return known == null || !Arrays.equals(known.sketch(TABLES), counted.sketch(TABLES));
  }

  private static int floor(Span span, BulkReadThresholds thresholds) {
    return span == Span.HOUR ? thresholds.tables() : thresholds.tablesPerDay();
  }

  private static void judge(
      Place place,
      ReadTally tally,
      Span span,
      History history,
      BulkReadThresholds thresholds,
      LargestWindow largest) {
    SlotSeries slots = series(place, span);
    Window window = span.window;
    int floor = floor(span, thresholds);
    for (long lastSlot : slots.windowsAround(tally.slot(), tally.slot())) {
      long tables = slots.distinct(lastSlot, TABLES);
      history.observe(lastSlot, SPANS.indexOf(span), tables);
      long start = window.start(lastSlot);
      long usual = usual(history, start, lastSlot, span, thresholds.minimumHistoryDays());
      if (tables >= floor && tables > usual * thresholds.historyFactor()) {
        history.signalled(start, window.end(lastSlot));
        // The same number of names in every window of a length, so that the merged evidence has a
        // complete list.
        int named = Math.min(NAMED_TABLES, floor);
        WindowEvidence seen = largest.seen;
        seen.time(slots.within(lastSlot).get(0).first(), window.end(lastSlot) - 1);
        seen.confident(usual > 0);
        seen.count("tables", tables);
        seen.count("usual_tables", usual);
        seen.count("window_seconds", window.millis() / 1_000);
        seen.fact("tables", String.join(", ", names(place, window, lastSlot, named)));
        seen.events(events(place, window, lastSlot));
        largest.offer(
            tables,
            Messages.manyTables(
                tables, span, tally.actor(), names(place, window, lastSlot, NAMED_TABLES)));
      }
    }
  }

  /** What is usual within an hour is usual within a day, too. */
  private static long usual(
      History history, long start, long lastSlot, Span span, int minimumDays) {
    long most = 0;
    for (int i = 0; i <= SPANS.indexOf(span); i++) {
      most = Math.max(most, history.mostBefore(start, lastSlot, i, minimumDays));
    }
    return most;
  }

  private static Signal signal(Place place, ReadTally tally, LargestWindow largest) {
    WindowEvidence seen = largest.seen;
    return Signal.of(Analytics.MANY_TABLES, Level.HIGH, seen.confidence())
        .about(tally.actor(), place.resource(), tally.account(), tally.region())
        .during(seen.start(), seen.end())
        .saying(seen.magnitude(), largest.message(), seen.evidence());
  }

  private static List<String> names(Place place, Window window, long lastSlot, int atMost) {
    return tables(place)
        .within(window.start(lastSlot), window.end(lastSlot), group -> true)
        .stream()
        .map(SampledTable::name)
        .distinct()
        .limit(atMost)
        .toList();
  }

  private static List<EventReference> events(Place place, Window window, long lastSlot) {
    return pages(place).within(window.start(lastSlot), window.end(lastSlot), group -> true).stream()
        .map(page -> new EventReference(page.eventId(), Origin.NONE))
        .toList();
  }

  private static SlotSample<SampledTable> tables(Place place) {
    return new SlotSample<>(place.tables(), WINDOWS, NAMED_TABLES);
  }

  private static SlotSample<SampledPage> pages(Place place) {
    return new SlotSample<>(place.pages(), WINDOWS, Evidence.MAX_EVENTS);
  }

  /**
   * The account and Region of a table; null if the actor already has the maximum number of these.
   * Our own accounts come first: anyone can have tables in every Region of an account of their own,
   * and read those only to fill up the memory.
   */
  private static @Nullable Place placeOf(ManyTablesState state, ReadTally tally, Policy policy) {
    String beside = TableArns.allTablesOfRegion(tally.table());
    String resource =
        beside.isEmpty() ? TableArns.build(tally.region(), tally.account(), "*") : beside;
    for (Place place : state.places) {
      if (place.resource().equals(resource)) {
        return place;
      }
    }
    if (state.places.size() >= MAX_PLACES
        && !(isOurs(resource, tally, policy)
            && removeForeign(state.places, place -> !isOurs(place.resource(), tally, policy)))) {
      return null;
    }
    Place place =
        new Place(
            resource,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    state.places.add(place);
    return place;
  }

  /** True for tables of the actor's account, or of an account that the policy lists as ours. */
  private static boolean isOurs(String resource, ReadTally tally, Policy policy) {
    String account = Arns.account(resource);
    return account.equals(tally.actor().account()) || policy.own().accounts().contains(account);
  }

  /** Removes the foreign place that was read least recently; returns false if there is none. */
  private static boolean removeForeign(List<Place> places, Predicate<Place> isForeign) {
    return places.stream()
        .filter(isForeign)
        .min(Comparator.comparingLong(ManyTablesDetector::newest).thenComparing(Place::resource))
        .map(places::remove)
        .orElse(false);
  }

  /** When a table of a place was last read; the earliest time if that is long ago. */
  private static long newest(Place place) {
    return place.days().stream().mapToLong(Slot::last).max().orElse(Long.MIN_VALUE);
  }
}
