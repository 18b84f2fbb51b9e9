package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.bulkread.ReadLevels;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.PartiqlThresholds;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Watches how each actor uses PartiQL. Keyed by actor; takes that actor's bundles on any table and
 * ignores other calls.
 *
 * <ul>
 *   <li>{@code partiql.first-use}: an actor uses PartiQL that has not used it within the memory,
 *       once the logs have been observed for the learning time.
 *   <li>{@code partiql.new-statement-shape}: a role or service that has used PartiQL for the
 *       learning time, and not from a browser, issues a shape that it has not issued within the
 *       memory.
 *   <li>{@code partiql.full-scan}: a SELECT, UPDATE or DELETE without a key succeeds.
 *   <li>{@code partiql.mass-write}: many statements that write within five minutes, or one that
 *       changes or deletes without a key.
 * </ul>
 *
 * <p>Bundles are evaluated when they arrive, either by slots that are complete by then, or by
 * counts whose signals repeat as they grow; see {@link Horizon}.
 */
public final class PartiqlDetector implements Detector<PartiqlState, ActivityBundle> {
  /** More looks at a table than this within five minutes count as a copy. */
  static final long MAX_PEEKS = 10;

  private static final Comparator<Entry<String, TableCounts>> OLDEST_FIRST =
      Comparator.<Entry<String, TableCounts>>comparingLong(e -> e.getValue().newestMinute())
          .thenComparing(Entry.comparingByKey());

  private final Observation observation;

  /**
   * @param observation when the logs were observed: a first use of PartiQL is insignificant before
   *     the learning time has passed without a break
   */
  public PartiqlDetector(Observation observation) {
    this.observation = observation;
  }

  @Override
  public @Nullable PartiqlState on(
      @Nullable PartiqlState known, ActivityBundle bundle, DetectorContext context) {
    List<Call> calls = Call.of(bundle);
    if (calls.isEmpty()) {
      return known;
    }
    PartiqlState state = known == null ? new PartiqlState() : known;
    Policy policy = context.policy();
    Horizon horizon = horizon(bundle, context);
    Novelty novelty = new Novelty(state, horizon);
    PartiqlSignals signals = new PartiqlSignals(bundle, state.shapesForgotten);
    List<Call> programs = Novelty.ofPrograms(bundle.actor(), calls);

    if (!mayUsePartiql(policy, bundle.actor().id())) {
      signalNovelty(novelty, signals, calls, programs, context);
    }
    signalVolume(state, bundle, signals, calls, context);
    novelty.remember(programs);
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable PartiqlState onTime(PartiqlState state, long time, DetectorContext context) {
    long oldest = TableCounts.minuteOf(time) - TableCounts.WINDOW_MINUTES + 1;
    state.tables.values().forEach(counts -> counts.forgetBefore(oldest));
    state.tables.values().removeIf(counts -> counts.minutes().isEmpty());
    return Expiry.onTime(state, time, context);
  }

  private static Horizon horizon(ActivityBundle bundle, DetectorContext context) {
    PartiqlThresholds thresholds =
        context.thresholds(PartiqlThresholds.class, bundle.actor(), bundle.resource());
    return context.horizon(bundle.slot(), thresholds);
  }

  private static boolean mayUsePartiql(Policy policy, String actor) {
    return Pattern.matchesAny(policy.partiqlUsers(), actor);
  }

  private void signalNovelty(
      Novelty novelty,
      PartiqlSignals signals,
      List<Call> calls,
      List<Call> programs,
      DetectorContext context) {
    Selection first = novelty.firstUse(calls, observation);
    if (!first.isEmpty()) {
      context.signal(signals.firstUse(first, novelty.historyDays()));
    }
    Map<String, Selection> shapes = novelty.newShapes(programs);
    if (!shapes.isEmpty()) {
      long knownShapes = novelty.knownShapes();
      long historyDays = novelty.historyDays();
      shapes
          .values()
          .forEach(shape -> context.signal(signals.newShape(shape, knownShapes, historyDays)));
    }
  }

  private static void signalVolume(
      PartiqlState state,
      ActivityBundle bundle,
      PartiqlSignals signals,
      List<Call> calls,
      DetectorContext context) {
    Map<String, TableCounts> tables = state.tables;
    TableCounts known = tables.get(bundle.resource());
    TableCounts counts = known == null ? new TableCounts(new ArrayList<>()) : known;
    Volume volume = Volume.of(counts, calls);
    if (!volume.scans().isEmpty()) {
      signalScans(volume, bundle, signals, context);
    }
    if (!volume.writes().isEmpty()) {
      signalWrites(volume, bundle, signals, context);
    }
    if (!counts.minutes().isEmpty()) {
      counts.forgetBefore(
          Volume.oldestOpenMinute(counts.newestMinute(), context.policy().findings().lateness()));
      tables.put(bundle.resource(), counts);
      forgetOldest(tables);
      context.wakeAt(
          bundle.slot() + ActivityBundle.SLOT_MILLIS + TableCounts.WINDOW_MINUTES * 60_000L);
    }
  }

  private static void signalScans(
      Volume volume, ActivityBundle bundle, PartiqlSignals signals, DetectorContext context) {
    long statements = volume.mostScans();
    Level level = ReadLevels.fast(context.policy().table(bundle.resource()));
    boolean look = volume.onlyPeeks() && statements <= MAX_PEEKS;
    boolean trusted =
        level != Level.CRITICAL && mayUsePartiql(context.policy(), bundle.actor().id());
    Level lookLevel = trusted ? Level.LOW : Level.MEDIUM;
    context.signal(signals.fullScan(volume.scans(), look ? lookLevel : level, statements));
  }

  private static void signalWrites(
      Volume volume, ActivityBundle bundle, PartiqlSignals signals, DetectorContext context) {
    long limit =
        context.thresholds(PartiqlThresholds.class, bundle.actor(), bundle.resource()).massWrites();
    long statements = volume.mostWrites();
    Written written = volume.written(limit);
    if (written != null) {
      context.signal(signals.massWrite(volume.writes(), written, statements));
    }
    if (!volume.writesWithoutKey().isEmpty()) {
      context.signal(signals.writeWithoutKey(volume.writesWithoutKey()));
    }
  }

  private static void forgetOldest(Map<String, TableCounts> tables) {
    while (tables.size() > PartiqlState.MAX_TABLES) {
      tables.entrySet().stream().min(OLDEST_FIRST).map(Entry::getKey).ifPresent(tables::remove);
    }
  }
}
