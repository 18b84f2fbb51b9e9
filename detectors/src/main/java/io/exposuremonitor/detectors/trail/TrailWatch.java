package io.exposuremonitor.detectors.trail;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.trail.TrailEvent.Kind;
import io.exposuremonitor.detectors.trail.TrailWatchState.TableSeen;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code blindspot.table-not-covered} by the settings of trails: reports tables that are no longer
 * recorded when selectors are replaced or a trail is stopped, and tables that no trail covers. One
 * instance for all accounts, since a trail may record many.
 *
 * <p>If the trails of an account were listed, they are complete, and uncovered tables are reported
 * again with each listing. Otherwise trails are only known by the calls that change them, and
 * others may exist: then only changes are reported, with less confidence.
 *
 * <p>Changes take effect in the order in which they were made: each waits until event time has
 * passed it by the lateness bound, or until a sign later by that bound arrives.
 */
public final class TrailWatch implements Detector<TrailWatchState, TrailEvent> {
  /** Maximum number of known tables; those seen longest ago are evicted first. */
  static final int MAX_TABLES = 10_000;

  /** Maximum number of waiting changes; beyond that, the oldest take effect early. */
  static final int MAX_WAITING = 1_000;

  /** A table not seen for this long is considered deleted. */
  private static final long MEMORY_MILLIS = 45 * 24 * 60 * 60 * 1000L;

  private static final Comparator<TrailEvent> ORDER =
      Comparator.comparingLong(TrailEvent::time)
          .thenComparing(TrailEvent::kind)
          .thenComparing(TrailEvent::name)
          .thenComparing(sign -> String.valueOf(sign.event()));

  private final BiConsumer<String, Boolean> coverage;
  private final Runnable forgotten;

  /**
   * @param coverage receives a table's ARN and whether known trails record all calls that return
   *     its items
   * @param forgotten called for each table that was evicted although it may still exist
   */
  public TrailWatch(BiConsumer<String, Boolean> coverage, Runnable forgotten) {
    this.coverage = coverage;
    this.forgotten = forgotten;
  }

  @Override
  public TrailWatchState on(
      @Nullable TrailWatchState known, TrailEvent sign, DetectorContext context) {
    TrailWatchState state = known == null ? new TrailWatchState() : known;
    if (sign.kind() == Kind.TABLE) {
      see(state, sign);
    } else if (!state.waiting.contains(sign) && !isOutdated(state, sign)) {
      state.waiting.add(sign);
      state.waiting.sort(ORDER);
      context.wakeAt(sign.time());
    }
    long lateness = context.latenessMillis();
    effect(state, sign.time() - lateness, context);
    while (state.waiting.size() > MAX_WAITING) {
      change(state, state.waiting.remove(0), context);
    }
    return state;
  }

  @Override
  public TrailWatchState onTime(TrailWatchState state, long time, DetectorContext context) {
    effect(state, time, context);
    return state;
  }

  /** A change that arrives after a later one took effect would undo that one. */
  private static boolean isOutdated(TrailWatchState state, TrailEvent sign) {
    return sign.time() <= state.changed.getOrDefault(sign.name(), Long.MIN_VALUE);
  }

  private void see(TrailWatchState state, TrailEvent sign) {
    state.tables.merge(
        sign.name(),
        new TableSeen(sign.time(), sign.time()),
        (one, other) ->
            new TableSeen(
                Math.min(one.since(), other.since()), Math.max(one.last(), other.last())));
    if (state.tables.size() > MAX_TABLES) {
      forgetTables(state, sign.time());
    }
    if (state.tables.size() > MAX_TABLES) {
      state.tables.entrySet().stream()
          .min(
              Comparator.<Map.Entry<String, TableSeen>>comparingLong(e -> e.getValue().last())
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::getKey)
          .ifPresent(state.tables::remove);
      forgotten.run();
    }
  }

  private static void forgetTables(TrailWatchState state, long now) {
    state.tables.values().removeIf(table -> now - table.last() > MEMORY_MILLIS);
  }

  private void effect(TrailWatchState state, long time, DetectorContext context) {
    while (!state.waiting.isEmpty() && state.waiting.get(0).time() <= time) {
      change(state, state.waiting.remove(0), context);
    }
  }

  private void change(TrailWatchState state, TrailEvent sign, DetectorContext context) {
    forgetTables(state, sign.time());
    List<String> tables =
        state.tables.entrySet().stream()
            .filter(table -> table.getValue().since() <= sign.time())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    Map<String, Integer> before = new HashMap<>();
    for (String table : tables) {
      before.put(table, unrecorded(state, table).size());
    }
    boolean newToUs = !state.trails.containsKey(sign.name());
    learn(state, sign);
    state.changed.put(sign.name(), sign.time());
    boolean darkens = false;
    for (String table : tables) {
      List<String> now = unrecorded(state, table);
      boolean listed = state.listed.containsKey(TrailView.place(table));
      boolean reached = state.trails.values().stream().anyMatch(trail -> trail.reaches(table));
      if (listed || reached) {
        coverage.accept(table, now.isEmpty());
      }
      boolean worse = now.size() > before.getOrDefault(table, 0);
      boolean mayBeWorse = newToUs && reaches(state, sign, table);
      boolean affected =
          sign.kind() == Kind.TRAILS
              ? sign.name().equals(TrailView.place(table))
              : worse || mayBeWorse;
      darkens |= worse;
      if (affected && !now.isEmpty()) {
        context.signal(
            TrailSignals.notCovered(table, now, sign, causeOf(state, sign, table), listed));
      }
    }
    if (sign.kind() != Kind.TRAILS) {
      state.darkened.remove(sign.name());
      if (darkens) {
        state.darkened.put(sign.name(), sign);
      }
    }
  }

  /**
   * The call after which a table was no longer recorded, if known: the sign itself, or for a
   * listing the last such call on a trail that covers the table's region.
   */
  private static TrailEvent causeOf(TrailWatchState state, TrailEvent sign, String table) {
    return state.darkened.entrySet().stream()
        .filter(call -> sign.kind() == Kind.TRAILS)
        .filter(call -> reaches(state, call.getValue(), table))
        .map(Map.Entry::getValue)
        .max(ORDER)
        .orElse(sign);
  }

  private static boolean reaches(TrailWatchState state, TrailEvent sign, String table) {
    TrailView trail = state.trails.get(sign.name());
    return trail != null && trail.reaches(table);
  }

  /** Names of the calls that return items of a table and that no known trail records. */
  private static List<String> unrecorded(TrailWatchState state, String table) {
    return DataCall.TABLE_READS.stream()
        .filter(call -> state.trails.values().stream().noneMatch(t -> t.records(call, table)))
        .map(DataCall::eventName)
        .toList();
  }

  private static void learn(TrailWatchState state, TrailEvent sign) {
    TrailView before = state.trails.get(sign.name());
    switch (sign.kind()) {
      case TRAILS -> {
        state.listed.put(sign.name(), sign.time());
        // The listing contains every trail of this account and region; others were deleted.
        state.trails.values().removeIf(trail -> trail.reachesPlace(sign.name()));
        sign.trails().forEach(trail -> state.trails.put(trail.arn(), trail));
      }
      case SELECTORS -> {
        TrailView now = sign.trails().get(0);
        state.trails.put(sign.name(), before == null ? now : before.selecting(now.selectors()));
      }
      case STARTED, STOPPED -> {
        // Without known selectors, starting or stopping a trail shows nothing about any table.
        if (before != null) {
          state.trails.put(sign.name(), before.logging(sign.kind() == Kind.STARTED));
        }
      }
      case TABLE -> throw new AssertionError("a table is no trail");
    }
  }
}
