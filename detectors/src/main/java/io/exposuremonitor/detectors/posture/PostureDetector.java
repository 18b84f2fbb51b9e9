package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signals when an inventory snapshot shows a table less protected than the previous one, under the
 * same finding ids as the rules on the calls that make such changes. Keyed by table.
 *
 * <p>If a rule has matched the call that made the change between the two snapshots, the signal is
 * attributed to that call: same actor and resource, hence one episode, with the snapshot as further
 * evidence. A call explains no more than its {@linkplain CallEvidence evidence} shows, and only
 * once: what is left of a change waits for another call.
 *
 * <p>CloudTrail delivers minutes late, so a change waits 30 minutes of event time for its call, or
 * for a snapshot that much later. If no call arrives, the account stands for the actor and the
 * message says that the logs show no call, which is a blind spot too.
 *
 * <p>The first snapshot only sets the baseline.
 */
public final class PostureDetector implements Detector<PostureState, PostureEvent> {
  static final int MAX_CALLS = 20;
  static final int MAX_WAITING = 20;
  static final int MAX_SHOWN = 20;

  private static final long DELIVERY_MILLIS = 30 * 60_000L;

  /** Calls older than this are not matched with later snapshots. */
  private static final long CALLS_KEPT_MILLIS = 48 * 60 * 60_000L;

  private static final long DAY_MILLIS = 24 * 60 * 60_000L;

  /** A table without snapshots for this long was deleted, or the inventory leaves it out. */
  private static final long MEMORY_MILLIS = 45 * DAY_MILLIS;

  /** Expiries are rounded up to this, so that few wake-ups are pending for each table. */
  private static final long EXPIRY_STEP_MILLIS = 15 * DAY_MILLIS;

  private final Consumer<TableSize> sizes;

  /**
   * @param sizes receives the table's size at the first snapshot and whenever it has changed, and
   *     zero when the table expires
   */
  public PostureDetector(Consumer<TableSize> sizes) {
    this.sizes = sizes;
  }

  /** True if a rule's signal is about a property that this detector compares. */
  public static boolean concerns(Signal signal) {
    return Comparison.FINDINGS.contains(signal.analytic().id());
  }

  @Override
  public PostureState on(
      @Nullable PostureState known, PostureEvent event, DetectorContext context) {
    PostureState state = known == null ? new PostureState() : known;
    TableFacts facts = event.facts();
    Signal call = event.call();
    if (facts != null) {
      look(state, facts, context);
    }
    if (call != null && !state.calls.contains(call)) {
      state.calls.add(call);
      state.calls.sort(Comparator.comparingLong(Signal::end).thenComparing(Signal::toString));
      join(state, context);
    }
    long newest = event.facts() != null ? event.facts().time() : call == null ? 0 : call.end();
    state.calls.removeIf(one -> newest - one.end() > CALLS_KEPT_MILLIS);
    while (state.calls.size() > MAX_CALLS) {
      state.calls.remove(0);
    }
    context.wakeAt(expiry(state));
    return state;
  }

  @Override
  public @Nullable PostureState onTime(PostureState state, long time, DetectorContext context) {
    giveUp(state, time, context);
    if (time < expiry(state)) {
      return state;
    }
    TableFacts facts = state.facts;
    if (facts != null) {
      sizes.accept(new TableSize(facts.table(), time, 0, 0, false));
    }
    return null;
  }

  private static long expiry(PostureState state) {
    TableFacts facts = state.facts;
    long newest = facts == null ? Long.MIN_VALUE : facts.time();
    for (Signal call : state.calls) {
      newest = Math.max(newest, call.end());
    }
    long begun = Math.floorDiv(newest, EXPIRY_STEP_MILLIS) + 1;
    return begun * EXPIRY_STEP_MILLIS + MEMORY_MILLIS;
  }

  private void look(PostureState state, TableFacts facts, DetectorContext context) {
    TableFacts before = state.facts;
    if (before == null) {
      state.facts = facts;
      sizes.accept(size(facts, false));
      return;
    }
    if (facts.time() <= before.time()) {
      return;
    }
    if (facts.itemCount() != before.itemCount() || facts.sizeBytes() != before.sizeBytes()) {
      sizes.accept(size(facts, true));
    }
    List<Worsening> found = Comparison.of(before, facts, context.policy());
    state.waiting.addAll(found);
    remember(state.shown, found, facts.time());
    state.facts = Comparison.completed(before, facts);
    join(state, context);
    giveUp(state, facts.time() - DELIVERY_MILLIS, context);
    while (state.waiting.size() > MAX_WAITING) {
      Worsening oldest = state.waiting.remove(0);
      context.signal(PostureSignals.unseen(facts.table(), List.of(oldest)));
    }
    if (!state.waiting.isEmpty()) {
      context.wakeAt(facts.time() + DELIVERY_MILLIS);
    }
  }

  private static void remember(List<Worsening> shown, List<Worsening> found, long time) {
    shown.addAll(found);
    shown.removeIf(one -> time - one.to() > CALLS_KEPT_MILLIS);
    while (shown.size() > MAX_SHOWN) {
      shown.remove(0);
    }
  }

  private static TableSize size(TableFacts facts, boolean changed) {
    return new TableSize(
        facts.table(), facts.time(), facts.sizeBytes(), facts.itemCount(), changed);
  }

  /** Attributes changes to the calls that made them, the latest first: it set the present value. */
  private static void join(PostureState state, DetectorContext context) {
    TableFacts facts = state.facts;
    if (facts == null) {
      return;
    }
    for (int i = state.calls.size() - 1; i >= 0; i--) {
      Signal call = state.calls.get(i);
      List<Worsening> made = new ArrayList<>();
      List<Worsening> left = new ArrayList<>();
      for (Worsening worse : state.waiting) {
        List<String> explained =
            isInTime(call, worse, state.shown) ? new CallEvidence(call).valuesOf(worse) : List.of();
        List<String> others =
            worse.values().stream().filter(value -> !explained.contains(value)).toList();
        if (!explained.isEmpty()) {
          made.add(worse.limitedTo(explained, facts.table()));
        }
        if (!others.isEmpty()) {
          left.add(worse.limitedTo(others, facts.table()));
        }
      }
      if (!made.isEmpty()) {
        context.signal(PostureSignals.seen(call, made));
        state.waiting = left;
      }
    }
  }

  /** Whether the call's effect may show in the later snapshot for the first time. */
  private static boolean isInTime(Signal call, Worsening worse, List<Worsening> shown) {
    return call.end() >= worse.from() - DELIVERY_MILLIS
        && call.end() <= worse.to()
        && shown.stream()
            .noneMatch(earlier -> worse.repeats(earlier) && call.end() <= earlier.to());
  }

  /** Signals changes whose calls have not arrived in time: one for those of a finding. */
  private static void giveUp(PostureState state, long time, DetectorContext context) {
    TableFacts facts = state.facts;
    if (facts == null) {
      return;
    }
    Map<String, List<Worsening>> due = new TreeMap<>();
    for (Worsening worse : List.copyOf(state.waiting)) {
      if (worse.to() + DELIVERY_MILLIS <= time) {
        String key = worse.finding() + ' ' + worse.to();
        due.computeIfAbsent(key, k -> new ArrayList<>()).add(worse);
        state.waiting.remove(worse);
      }
    }
    due.values().forEach(of -> context.signal(PostureSignals.unseen(facts.table(), of)));
  }
}
