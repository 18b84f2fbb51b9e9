package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code export.objects-read}: an actor fetches the files of an export that it did not make, from a
 * bucket whose exports it has not fetched within the memory. Keyed by bucket. The finding is about
 * the exported table if the export is known, otherwise about the export's folder.
 *
 * <p>The record of an export may arrive after the records of reads. A read of an unknown export
 * waits for that record until all events of the read's slot have arrived, and is then reported
 * without the table. So the findings don't depend on the order of arrival.
 *
 * <p>Incremental exports share one folder; an actor that made any export in the bucket may read it.
 * AWS services on their own behalf and the actors named by the policy may read every export. A read
 * by a service on behalf of an actor counts as the actor's, one level lower, and doesn't excuse
 * direct reads by that actor.
 */
public final class ExportReadDetector implements Detector<ExportReadState, ExportUse> {
  private static final String SHARED_FOLDER = "/AWSDynamoDB/data";

  private static final Comparator<ExportUse> OLDEST_FIRST =
      Comparator.comparingLong(ExportUse::first)
          .thenComparing(ExportUse::folder)
          .thenComparing(use -> use.actor().id())
          .thenComparing(ExportUse::service);

  private final Observation observation;

  /**
   * @param observation when the logs were observed
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
    Horizon horizon = context.horizon(use.first(), thresholds);
    if (use.isStart()) {
      keep(state, use);
      release(state, read -> read.folder().equals(use.folder()), context);
    } else {
      boolean judges =
          observation.isLongEnough(use.first(), horizon)
              && !horizon.isWithinMemory(state.forgetting);
      if (judges && !mayRead(use, context.policy()) && isUnusual(state, use, horizon)) {
        judge(state, use, context);
      }
      remember(state, use, judges, horizon);
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable ExportReadState onTime(
      ExportReadState state, long time, DetectorContext context) {
    release(state, read -> end(read) <= time, context);
    state.judged.removeIf(read -> end(read) <= time);
    return Expiry.onTime(state, time, context);
  }

  /**
   * Remembers the reader. Once readers are judged, a new one evicts no other: as long as there is
   * no room for it, it is reported whenever it reads.
   */
  private static void remember(
      ExportReadState state, ExportUse use, boolean judges, Horizon horizon) {
    List<Long> reader = List.of(readerHash(use));
    if (!judges || readers(state).hasRoomFor(reader, horizon)) {
      state.forgetting = readers(state).remember(reader, horizon, state.forgetting);
    }
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
        || Pattern.matchesAny(policy.approved().exportReaders(), use.actor().id());
  }

  private boolean isUnusual(ExportReadState state, ExportUse use, Horizon horizon) {
    FirstSeen readers = readers(state);
    return !observation.isUsual(readers.uses(readerHash(use)), horizon)
        && !observation.isUsual(readers.uses(IdHash.of(use.actor().id())), horizon);
  }

  /**
   * Reports a read of a known export; any other read waits until the record of its export is
   * overdue.
   */
  private static void judge(ExportReadState state, ExportUse read, DetectorContext context) {
    context.wakeAt(end(read));
    if (exportOf(state, read) != null) {
      report(state, read, context);
      return;
    }
    add(state.waiting, read);
    if (state.waiting.size() > ExportReadState.MAX_WAITING) {
      report(state, removeOldest(state.waiting), context);
    }
  }

  /** Adds a read and returns it with all other parts of it. */
  private static ExportUse add(List<ExportUse> reads, ExportUse read) {
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).isSameReadAs(read)) {
        ExportUse all = reads.get(i).and(read);
        reads.set(i, all);
        return all;
      }
    }
    reads.add(read);
    return read;
  }

  private static ExportUse removeOldest(List<ExportUse> reads) {
    ExportUse oldest = Collections.min(reads, OLDEST_FIRST);
    reads.remove(oldest);
    return oldest;
  }

  /** Reports the waiting reads that are ready, and removes them. */
  private static void release(
      ExportReadState state, Predicate<ExportUse> isReady, DetectorContext context) {
    List<ExportUse> ready = state.waiting.stream().filter(isReady).toList();
    state.waiting.removeIf(isReady);
    ready.forEach(read -> report(state, read, context));
  }

  private static void report(ExportReadState state, ExportUse part, DetectorContext context) {
    ExportUse read = add(state.judged, part);
    if (!isByExporter(state, read)) {
      KeptExport export = exportOf(state, read);
      context.signal(TableCopySignals.filesRead(read, export == null ? "" : export.table()));
    }
    if (state.judged.size() > ExportReadState.MAX_JUDGED) {
      removeOldest(state.judged);
    }
  }

  /**
   * Whether the reader made the export. In the folder shared by incremental exports, any of its
   * exports up to the end of the read's slot counts.
   */
  private static boolean isByExporter(ExportReadState state, ExportUse read) {
    boolean shared = read.folder().endsWith(SHARED_FOLDER);
    return state.exports.stream()
        .filter(export -> export.actor().equals(read.actor().id()))
        .anyMatch(
            export ->
                export.folder().equals(read.folder()) || (shared && export.time() < end(read)));
  }

  private static @Nullable KeptExport exportOf(ExportReadState state, ExportUse read) {
    for (KeptExport export : state.exports) {
      if (export.folder().equals(read.folder())) {
        return export;
      }
    }
    return null;
  }

  private static long end(ExportUse read) {
    return read.slot() + ActivityBundle.SLOT_MILLIS;
  }

  private static long readerHash(ExportUse use) {
    String actor = use.actor().id();
    return IdHash.of(use.service().isEmpty() ? actor : actor + ' ' + use.service());
  }
}
