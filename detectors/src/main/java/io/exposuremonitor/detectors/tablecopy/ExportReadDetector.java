package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.TableCopyThresholds;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code export.objects-read}: an actor fetches the files of an export that it did not make, from a
 * bucket whose exports it did not fetch within the memory. Keyed by bucket. The finding is about
 * the table that was exported, where that export is known, else about its folder.
 *
 * <p>Incremental exports put their files into one folder for all; there, whoever made any export in
 * the bucket is at home. AWS services on their own behalf, and whoever the policy names, may fetch.
 * What a service fetches for an actor who queries counts as the actor's, one level lower; it
 * doesn't excuse what the actor fetches itself.
 */
public final class ExportReadDetector implements Detector<ExportReadState, ExportUse> {
  private static final String SHARED_FOLDER = "/AWSDynamoDB/data";

  private final Observation observation;

  /**
   * @param observation when the logs were watched
   */
  public ExportReadDetector(Observation observation) {
    this.observation = observation;
  }

  @Override
  public ExportReadState on(
      @Nullable ExportReadState known, ExportUse use, DetectorContext context) {
    ExportReadState state = known == null ? new ExportReadState() : known;
    TableCopyThresholds thresholds =
        context.thresholds(TableCopyThresholds.class, use.actor(), use.table());
    Horizon horizon = context.horizon(use.first(), thresholds.memory(), thresholds.learning());
    if (use.begins()) {
      keep(state, use);
    } else {
      if (observation.unbrokenAt(use.first()) >= horizon.learning()
          && !mayRead(use, context.policy())) {
        judge(state, use, horizon, context);
      }
      FirstSeen readers = readers(state);
      if (readers.enter(List.of(readerHash(use)), horizon) > 0) {
        state.forgetting = horizon.used(state.forgetting);
      }
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable ExportReadState onTime(
      ExportReadState state, long time, DetectorContext context) {
    return Expiry.onTime(state, time, context);
  }

  private static FirstSeen readers(ExportReadState state) {
    return new FirstSeen(state.readers, ExportReadState.MAX_READERS);
  }

  private static void keep(ExportReadState state, ExportUse use) {
    KeptExport export = new KeptExport(use.folder(), use.table(), use.actor().id(), use.first());
    state.exports.removeIf(other -> other.folder().equals(export.folder()));
    state.exports.add(export);
    state.exports.sort(
        Comparator.comparingLong(KeptExport::time).thenComparing(KeptExport::folder));
    if (state.exports.size() > ExportReadState.MAX_EXPORTS) {
      state.exports.remove(0);
    }
  }

  private static boolean mayRead(ExportUse use, Policy policy) {
    return use.actor().kind() == Actor.Kind.SERVICE
        || policy.approved().exportReaders().stream()
            .anyMatch(pattern -> Pattern.matches(pattern, use.actor().id()));
  }

  private static void judge(
      ExportReadState state, ExportUse use, Horizon horizon, DetectorContext context) {
    boolean shared = use.folder().endsWith(SHARED_FOLDER);
    String table = "";
    for (KeptExport export : state.exports) {
      boolean same = shared || export.folder().equals(use.folder());
      if (same && export.actor().equals(use.actor().id())) {
        return;
      }
      table = export.folder().equals(use.folder()) ? export.table() : table;
    }
    boolean unusual =
        readers(state).isNew(readerHash(use), horizon)
            && readers(state).isNew(IdHash.of(use.actor().id()), horizon);
    if (unusual && horizon.isNew(state.forgetting)) {
      context.signal(TableCopySignals.fetched(use, table));
    }
  }

  private static long readerHash(ExportUse use) {
    String actor = use.actor().id();
    return IdHash.of(use.service().isEmpty() ? actor : actor + ' ' + use.service());
  }
}
