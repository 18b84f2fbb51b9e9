package io.exposuremonitor.job.engine;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/** Whether a job takes checkpoints. */
public final class Checkpoints {
  private Checkpoints() {}

  /** True when the job that runs an operator takes checkpoints. */
  public static boolean areEnabledFor(AbstractStreamOperator<?> operator) {
    return CheckpointingOptions.isCheckpointingEnabled(
        operator.getContainingTask().getEnvironment().getJobConfiguration());
  }
}
