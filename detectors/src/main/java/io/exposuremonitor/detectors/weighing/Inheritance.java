package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.sensitivity.DataClass;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Propagates classes of sensitive data from tables to their copies. A restored table holds the data
 * of its source although no item was written to it, and so does a table restored from it in turn.
 * Replicas of a global table hold the same data: each is treated as a copy of the other. Emits what
 * each table holds, its own and inherited classes, and its sources. Raises no signal; one key for
 * the whole job.
 *
 * <p>Inherited classes are only ever added, so late, duplicate and reordered events lead to the
 * same classes in the end. A copy is forgotten {@value #MEMORY_DAYS} days after it was last made or
 * seen.
 *
 * <ul>
 *   <li><b>Replay</b>: an event waits until all earlier ones have arrived, so that what a table
 *       held at a time is a function of the events alone.
 *   <li><b>Live</b>: nothing waits. What is emitted for a time contains all that is known by then,
 *       and replaces what was emitted for later times.
 * </ul>
 */
public final class Inheritance implements Detector<InheritanceState, InheritanceEvent> {
  private static final int MEMORY_DAYS = 400;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MEMORY = MEMORY_DAYS * DAY;

  /** The order in which events of the same time are applied: copies first, then by table. */
  private static final Comparator<InheritanceEvent> BY_TIME =
      Comparator.comparingLong(InheritanceEvent::time)
          .thenComparing(event -> event.origin() == null)
          .thenComparing(InheritanceEvent::table);

  private static final Comparator<TableOrigin> OLDEST_FIRST =
      Comparator.comparingLong(TableOrigin::time)
          .thenComparing(TableOrigin::table)
          .thenComparing(TableOrigin::source);

  private final Reporting reporting;
  private final Consumer<Holdings> out;
  private final Runnable forgotten;

  /**
   * @param out receives what a table holds whenever that may have changed
   * @param forgotten called for each copy, and each report of a table's own holdings, for which
   *     there was no room
   */
  public Inheritance(Reporting reporting, Consumer<Holdings> out, Runnable forgotten) {
    this.reporting = reporting;
    this.out = out;
    this.forgotten = forgotten;
  }

  @Override
  public @Nullable InheritanceState on(
      @Nullable InheritanceState known, InheritanceEvent event, DetectorContext context) {
    InheritanceState state = known == null ? new InheritanceState() : known;
    if (reporting == Reporting.FINAL) {
      state.pending.add(event);
      context.wakeAt(event.time());
    } else {
      apply(state, event);
    }
    TableOrigin origin = event.origin();
    if (origin != null) {
      context.wakeAt(expiry(origin));
    }
    return kept(state);
  }

  private void apply(InheritanceState state, InheritanceEvent event) {
    Holdings held = event.held();
    if (held != null) {
      note(state, held);
    }
    TableOrigin origin = event.origin();
    if (origin != null) {
      note(state, origin);
    }
    propagate(state, event.table(), event.time());
  }

  @Override
  public @Nullable InheritanceState onTime(
      InheritanceState state, long time, DetectorContext context) {
    applyPending(state, time);
    Set<String> expired = new TreeSet<>();
    for (TableOrigin origin : List.copyOf(state.origins)) {
      if (origin.time() + MEMORY <= time) {
        state.origins.remove(origin);
        expired.add(origin.table());
      }
    }
    expired.forEach(table -> propagate(state, table, time));
    return kept(state);
  }

  private void applyPending(InheritanceState state, long time) {
    List<InheritanceEvent> due = new ArrayList<>();
    List<InheritanceEvent> pending = new ArrayList<>();
    state.pending.forEach(event -> (event.time() <= time ? due : pending).add(event));
    state.pending = pending;
    due.sort(BY_TIME);
    due.forEach(event -> apply(state, event));
  }

  private static @Nullable InheritanceState kept(InheritanceState state) {
    return state.held.isEmpty() && state.origins.isEmpty() && state.pending.isEmpty()
        ? null
        : state;
  }

  /**
   * When a copy may be forgotten, rounded up to a day: an inventory reports replicas with each
   * look, and a wake-up for each report would be pending for {@value #MEMORY_DAYS} days.
   */
  private static long expiry(TableOrigin origin) {
    return -Math.floorDiv(-(origin.time() + MEMORY), DAY) * DAY;
  }

  private void note(InheritanceState state, Holdings held) {
    if (held.classes().isEmpty()) {
      state.held.remove(held.table());
    } else if (state.held.containsKey(held.table())
        || state.held.size() < InheritanceState.MAX_TABLES) {
      state.held.put(held.table(), held);
    } else {
      forgotten.run();
    }
  }

  /** A copy that is made again is remembered from then on. */
  private void note(InheritanceState state, TableOrigin origin) {
    TableOrigin latest = origin;
    for (TableOrigin known : state.origins) {
      if (known.table().equals(origin.table()) && known.source().equals(origin.source())) {
        latest = known.at(Math.max(known.time(), origin.time()));
        state.origins.remove(known);
        break;
      }
    }
    state.origins.add(latest);
    state.origins.sort(OLDEST_FIRST);
    if (state.origins.size() > InheritanceState.MAX_ORIGINS) {
      state.origins.remove(0);
      forgotten.run();
    }
  }

  /** Emits the holdings of a table and, transitively, of its copies. */
  private void propagate(InheritanceState state, String first, long time) {
    Deque<String> due = new ArrayDeque<>(List.of(first));
    Set<String> seen = new LinkedHashSet<>();
    while (!due.isEmpty()) {
      String table = due.remove();
      if (seen.add(table)) {
        inherit(state, table);
        Set<DataClass> classes = classes(state, table);
        out.accept(
            new Holdings(
                table, time, classes.stream().map(DataClass::id).toList(), sources(state, table)));
        state.origins.stream()
            .filter(origin -> origin.source().equals(table))
            .forEach(origin -> due.add(origin.table()));
      }
    }
  }

  /** Adds the present classes of a table's sources to those it inherited. */
  private static void inherit(InheritanceState state, String table) {
    state.origins.replaceAll(
        origin -> {
          if (!origin.table().equals(table)) {
            return origin;
          }
          Set<DataClass> all = classesOf(origin.classes());
          all.addAll(classes(state, origin.source()));
          List<String> ids = all.stream().map(DataClass::id).toList();
          return new TableOrigin(origin.table(), origin.source(), origin.time(), ids);
        });
  }

  private static Set<DataClass> classes(InheritanceState state, String table) {
    Holdings own = state.held.get(table);
    Set<DataClass> classes =
        own == null ? EnumSet.noneOf(DataClass.class) : classesOf(own.classes());
    for (TableOrigin origin : state.origins) {
      if (origin.table().equals(table)) {
        classes.addAll(classesOf(origin.classes()));
      }
    }
    return classes;
  }

  private static Set<DataClass> classesOf(List<String> ids) {
    Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
    ids.stream().map(DataClass::of).filter(Objects::nonNull).forEach(classes::add);
    return classes;
  }

  /** The tables that a table was copied from, transitively, sorted. */
  private static List<String> sources(InheritanceState state, String table) {
    Set<String> sources = new TreeSet<>();
    Deque<String> due = new ArrayDeque<>(List.of(table));
    while (!due.isEmpty()) {
      String of = due.remove();
      for (TableOrigin origin : state.origins) {
        boolean added = origin.table().equals(of) && !origin.source().equals(table);
        if (added && sources.add(origin.source())) {
          due.add(origin.source());
        }
      }
    }
    return List.copyOf(sources);
  }
}
