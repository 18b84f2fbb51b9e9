package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.job.element.DecodedBatch;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Unpacks batches, and counts calls that arrive long after newer ones. */
final class LearningIntake extends RichMapFunction<LearningBatch, DecodedBatch> {
  /** Name of the accumulator that counts calls that came later than detectors allow for. */
  static final String DISORDERED = "disordered";

  private static final long serialVersionUID = 1L;

  private final long tolerance;
  private final LongCounter disordered = new LongCounter();
  private transient long newest;

  /**
   * @param tolerance how far detectors allow calls to be behind the newest one, milliseconds
   */
  LearningIntake(long tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public void open(OpenContext context) {
    newest = Long.MIN_VALUE;
    getRuntimeContext().addAccumulator(DISORDERED, disordered);
  }

  @Override
  public DecodedBatch map(LearningBatch batch) {
    long before = newest;
    for (Activity activity : batch.batch().activities()) {
      if (activity.time() + tolerance < before) {
        disordered.add(1L);
      }
      newest = Math.max(newest, activity.time());
    }
    return batch.batch();
  }
}
