package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.TableCopyThresholds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code export.by-unusual-actor} and {@code backup.created-by-unusual-actor}: an actor exports or
 * backs up a table that it did not copy this way within the memory, once the logs have been
 * observed without a break for the learning time. Keyed by actor; takes that actor's bundles on any
 * table.
 *
 * <p>An actor that makes such copies of other tables is reported one level lower; lower still if
 * the export goes to the actor's usual place, in a bucket that the policy approves. Copies that
 * began after the learning time, and were therefore reported, become usual only after another
 * learning time: otherwise the first table of a series would excuse all others. An actor that
 * copies more tables than are remembered isn't reported for further ones.
 */
public final class TableCopyDetector implements Detector<TableCopyState, ActivityBundle> {
  private final Observation observation;

  /**
   * @param observation when the logs were observed
   */
  public TableCopyDetector(Observation observation) {
    this.observation = observation;
  }

  /** True for a call that this detector considers. */
  public static boolean concerns(Operation operation) {
    return CopyKind.of(operation) != null;
  }

  @Override
  public @Nullable TableCopyState on(
      @Nullable TableCopyState known, ActivityBundle bundle, DetectorContext context) {
    Map<CopyKind, CopiedTable> copies = new EnumMap<>(CopyKind.class);
    for (TableCall call : TableCall.of(bundle, context.policy())) {
      CopyKind kind = CopyKind.of(call.facet().operation());
      if (kind != null) {
        copies.computeIfAbsent(kind, unused -> new CopiedTable(bundle)).add(call);
      }
    }
    if (copies.isEmpty()) {
      return known;
    }
    TableCopyState state = known == null ? new TableCopyState() : known;
    TableCopyThresholds thresholds =
        context.thresholds(TableCopyThresholds.class, bundle.actor(), bundle.resource());
    Horizon horizon = context.horizon(bundle.slot(), thresholds);
    if (observation.isLongEnough(bundle.slot(), horizon)) {
      copies.forEach((kind, copied) -> judge(state, horizon, kind, copied, context));
    }
    remember(state, horizon, copies);
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable TableCopyState onTime(TableCopyState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  private void judge(
      TableCopyState state,
      Horizon horizon,
      CopyKind kind,
      CopiedTable copied,
      DetectorContext context) {
    Recency ofKind = state.kinds.get(kind.name());
    boolean newTable = memory(state).isNew(hash(kind, copied), horizon);
    if (horizon.isNew(ofKind) || (newTable && !horizon.isWithinMemory(state.forgetting))) {
      Familiarity usual = usual(state, horizon, ofKind, copied, context.policy());
      boolean isKnown = usual == Familiarity.ACTOR || usual == Familiarity.PLACE;
      long known = isKnown ? memory(state).known(horizon) : 0;
      context.signal(TableCopySignals.unusual(kind, copied, usual, known));
    }
  }

  private Familiarity usual(
      TableCopyState state,
      Horizon horizon,
      @Nullable Recency ofKind,
      CopiedTable copied,
      Policy policy) {
    if (horizon.isNew(ofKind)) {
      return Familiarity.NOTHING;
    }
    if (!observation.isUsual(ofKind, horizon)) {
      return Familiarity.LATELY;
    }
    return isUsualPlace(state, horizon, copied, policy) ? Familiarity.PLACE : Familiarity.ACTOR;
  }

  /** Whether all exports went to the actor's usual destinations, in approved buckets. */
  private boolean isUsualPlace(
      TableCopyState state, Horizon horizon, CopiedTable copied, Policy policy) {
    return !copied.places().isEmpty()
        && copied.places().stream()
            .allMatch(
                place ->
                    place.isApproved(policy)
                        && observation.isUsual(state.places.get(place.hash()), horizon));
  }

  private static void remember(
      TableCopyState state, Horizon horizon, Map<CopyKind, CopiedTable> copies) {
    List<Long> hashes =
        copies.entrySet().stream().map(copy -> hash(copy.getKey(), copy.getValue())).toList();
    state.forgetting = memory(state).remember(hashes, horizon, state.forgetting);
    places(state)
        .remember(
            copies.values().stream()
                .flatMap(copied -> copied.places().stream())
                .map(ExportPlace::hash)
                .toList(),
            horizon);
    copies
        .keySet()
        .forEach(kind -> state.kinds.compute(kind.name(), (name, use) -> horizon.used(use)));
  }

  private static FirstSeen memory(TableCopyState state) {
    return new FirstSeen(state.tables, TableCopyState.MAX_TABLES);
  }

  private static FirstSeen places(TableCopyState state) {
    return new FirstSeen(state.places, TableCopyState.MAX_PLACES);
  }

  private static long hash(CopyKind kind, CopiedTable copied) {
    return IdHash.of(kind.name() + ' ' + copied.table());
  }
}
