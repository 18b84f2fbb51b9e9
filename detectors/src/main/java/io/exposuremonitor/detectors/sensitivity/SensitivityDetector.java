package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.SensitiveDataThresholds;
import io.exposuremonitor.detectors.sensitivity.ItemTally.ClassTally;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maintains a profile of the sensitive data in each table and reports changes to it. Keyed by
 * table.
 *
 * <ul>
 *   <li>{@code sensitive-data.new-class}: a share of the items written within a day holds a class
 *       of data that the table did not hold before, once the table has been watched for the
 *       learning time. Since shares can fall again, a window is evaluated only when it has ended
 *       and its changes have arrived; windows of a day move by four hours. A class is reported once
 *       within the memory, by all windows that overlap the first one to report it.
 *   <li>{@code sensitive-data.secret}: a credential is written into an item. Reported immediately,
 *       from the first item on.
 * </ul>
 *
 * <p>The share of each class is emitted as each window ends. For a new table it is also emitted
 * before the first window ends, as soon as {@code minimumItems} of its items have been examined and
 * each time their number has doubled, so that first results do not take four hours.
 *
 * <p>Shares are shares of distinct items, so neither repetition nor the order of changes matters.
 * The state expires at most 112 days after the last change.
 */
public final class SensitivityDetector implements Detector<SensitivityState, ItemTally> {
  private final Consumer<SensitivityShare> shares;
  private final Consumer<Holdings> holdings;

  /**
   * @param shares receives, during the call, the share of a table's items of a day that hold a
   *     class
   * @param holdings receives what a table holds as each window ends and when the table expires, in
   *     the order of time
   */
  public SensitivityDetector(Consumer<SensitivityShare> shares, Consumer<Holdings> holdings) {
    this.shares = shares;
    this.holdings = holdings;
  }

  @Override
  public SensitivityState on(
      @Nullable SensitivityState known, ItemTally tally, DetectorContext context) {
    SensitivityState state = known == null ? new SensitivityState() : known;
    state.table = tally.table();
    state.owner = tally.owner();
    state.region = tally.region();
    Profile profile = new Profile(state);
    profile.add(tally);
    for (DataClass written : written(tally)) {
      context.signal(SensitivitySignals.secret(tally, written, profile.written(written)));
    }
    if (profile.isUnjudged()) {
      emitEarlyShares(state, profile, tally.last(), context);
    }
    context.wakeAt(Profile.RECENT.end(Profile.RECENT.slotOf(tally.first())));
    context.wakeAt(Profile.PAST.slotOf(tally.first()) + Profile.PAST.millis());
    return state;
  }

  @Override
  public @Nullable SensitivityState onTime(
      SensitivityState state, long time, DetectorContext context) {
    Profile profile = new Profile(state);
    for (long lastSlot : profile.due(time)) {
      judge(state, profile, lastSlot, context);
    }
    profile.settle(time);
    if (profile.isEmpty()) {
      holdings.accept(new Holdings(state.table, time, List.of()));
      return null;
    }
    return state;
  }

  private static Set<DataClass> written(ItemTally tally) {
    Set<DataClass> written = EnumSet.noneOf(DataClass.class);
    for (ClassTally found : tally.classes()) {
      DataClass dataClass = DataClass.of(found.dataClass());
      if (dataClass != null && found.written().length > 0) {
        written.add(dataClass);
      }
    }
    return written;
  }

  /** Emits the shares of a table's first window before it ends. */
  private void emitEarlyShares(
      SensitivityState state, Profile profile, long time, DetectorContext context) {
    SensitiveDataThresholds thresholds = thresholds(state, context);
    long lastSlot = profile.newestSlot();
    long items = profile.items(lastSlot);
    if (items >= Math.max(thresholds.minimumItems(), 2 * state.itemsAtFirstLook)) {
      state.itemsAtFirstLook = items;
      Share share = new Share(profile, lastSlot, thresholds);
      for (DataClass dataClass : DataClass.values()) {
        report(share, state.table, dataClass, profile.holding(lastSlot, dataClass), time);
      }
    }
  }

  private void report(Share share, String table, DataClass dataClass, long holding, long time) {
    if (holding > 0) {
      shares.accept(share.of(table, dataClass, holding, time));
    }
  }

  private static SensitiveDataThresholds thresholds(
      SensitivityState state, DetectorContext context) {
    String owner = state.owner == null ? "" : state.owner.id();
    return context.policy().thresholds(SensitiveDataThresholds.class, owner, state.table);
  }

  private void judge(
      SensitivityState state, Profile profile, long lastSlot, DetectorContext context) {
    SensitiveDataThresholds thresholds = thresholds(state, context);
    Share share = new Share(profile, lastSlot, thresholds);
    holdings.accept(
        new Holdings(
            state.table,
            Profile.RECENT.end(lastSlot),
            profile.held(lastSlot, thresholds.minimumItems(), thresholds.sharePercent())));
    long start = Profile.RECENT.start(lastSlot);
    for (DataClass dataClass : DataClass.values()) {
      long holding = profile.holding(lastSlot, dataClass);
      report(share, state.table, dataClass, holding, Profile.RECENT.end(lastSlot));
      boolean learned = start - thresholds.learning().toMillis() >= state.since;
      if (learned && share.isNew(dataClass, holding) && mayReport(state, dataClass, start)) {
        context.signal(
            SensitivitySignals.newClass(state, profile, lastSlot, dataClass, context.policy()));
      }
    }
  }

  /**
   * True for the first window that reports a class and for those that overlap it, whose evidence
   * may have grown.
   */
  private static boolean mayReport(SensitivityState state, DataClass dataClass, long start) {
    long firstReported = state.firstReported.computeIfAbsent(dataClass.id(), id -> start);
    return start < firstReported + Profile.RECENT.millis();
  }

  /** A window's numbers in relation to the thresholds. */
  private record Share(Profile profile, long lastSlot, SensitiveDataThresholds thresholds) {
    SensitivityShare of(String table, DataClass dataClass, long holding, long time) {
      return new SensitivityShare(
          table, dataClass.id(), time, Math.max(holding, profile.items(lastSlot)), holding);
    }

    boolean isNew(DataClass dataClass, long holding) {
      long percent = Math.max(1, thresholds.sharePercent());
      if (holding < Math.max(1, thresholds.minimumItems())
          || holding * 100 < percent * profile.items(lastSlot)) {
        return false;
      }
      long before = profile.itemsBefore(lastSlot);
      return before >= thresholds.minimumItems()
          && profile.holdingBefore(lastSlot, dataClass) * 200 < percent * before;
    }
  }
}
