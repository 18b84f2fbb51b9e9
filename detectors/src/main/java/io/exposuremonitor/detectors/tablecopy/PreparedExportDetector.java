package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.TableCopyThresholds;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code export.prepared}: an actor changes point-in-time recovery of a table and exports the table
 * within the preparation time. Keyed by actor and table; judged at each step, and for each pair of
 * steps separately, so the order of arrival doesn't matter.
 *
 * <p>An export requires point-in-time recovery, so a change before a successful export enabled it
 * or was followed by one that did; which of them is irrelevant.
 */
public final class PreparedExportDetector implements Detector<PreparedExportState, ActivityBundle> {
  private static final Comparator<ExportStep> BY_TIME =
      Comparator.comparingLong(ExportStep::time).thenComparing(step -> step.event().toString());

  /** True for a call that this detector considers. */
  public static boolean concerns(Operation operation) {
    return TableCall.isStep(operation);
  }

  @Override
  public @Nullable PreparedExportState on(
      @Nullable PreparedExportState known, ActivityBundle bundle, DetectorContext context) {
    long window = window(bundle, context);
    PreparedExportState state = known;
    for (TableCall call : TableCall.of(bundle, context.policy())) {
      if (TableCall.isStep(call.facet().operation())) {
        state = state == null ? new PreparedExportState() : state;
        state.windowMillis = window;
        take(state, call, bundle, context, window);
        context.wakeAt(call.time() + window + 1);
      }
    }
    return state;
  }

  @Override
  public @Nullable PreparedExportState onTime(
      PreparedExportState state, long time, DetectorContext context) {
    long oldest = time - state.windowMillis;
    state.changes.removeIf(step -> step.time() < oldest);
    state.exports.removeIf(step -> step.time() < oldest);
    return state.changes.isEmpty() && state.exports.isEmpty() ? null : state;
  }

  private static long window(ActivityBundle bundle, DetectorContext context) {
    return context
        .thresholds(TableCopyThresholds.class, bundle.actor(), bundle.resource())
        .preparation()
        .toMillis();
  }

  private static void take(
      PreparedExportState state,
      TableCall call,
      ActivityBundle bundle,
      DetectorContext context,
      long window) {
    boolean export = call.facet().operation() == Operation.EXPORT_TABLE;
    String bucket = export ? ExportPlace.of(call.facet().index()).bucket() : "";
    ExportStep step = new ExportStep(call.time(), call.event(), bucket);
    note(export ? state.exports : state.changes, step);
    for (ExportStep other : export ? state.changes : state.exports) {
      long after = export ? step.time() - other.time() : other.time() - step.time();
      if (after >= 0 && after <= window) {
        CopiedTable steps = new CopiedTable(bundle);
        steps.add(call);
        steps.add(other.time(), other.event());
        context.signal(TableCopySignals.prepared(steps, export ? bucket : other.bucket()));
      }
    }
  }

  private static void note(List<ExportStep> steps, ExportStep step) {
    if (!steps.contains(step)) {
      steps.add(step);
      steps.sort(BY_TIME);
    }
    if (steps.size() > PreparedExportState.MAX_STEPS) {
      steps.remove(0);
    }
  }
}
