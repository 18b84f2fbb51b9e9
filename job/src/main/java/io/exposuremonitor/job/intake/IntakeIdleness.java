package io.exposuremonitor.job.intake;

import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Decides whether an intake is idle: when its source is idle and nothing waits in the intake any
 * more. Otherwise the job's watermark would advance past what waits, which would then be late. A
 * source may also emit records while it reports being idle, until it has caught up with its earlier
 * position (FLINK-40504); during that time, the intake is not idle. For the task's thread.
 */
public final class IntakeIdleness {
  private final Consumer<WatermarkStatus> out;
  private boolean source;
  private boolean emitted;

  /**
   * @param out receives changes of the status
   */
  IntakeIdleness(Consumer<WatermarkStatus> out) {
    this.out = out;
  }

  /** Handles a change of the source's status. */
  void source(WatermarkStatus status) {
    source = status.isIdle();
    if (!source) {
      emit(false);
    }
  }

  /** Records that something was read and waits. */
  void waits() {
    emit(false);
  }

  /** Records that nothing waits any more. */
  void settled() {
    if (source) {
      emit(true);
    }
  }

  /** Records that the input has ended. */
  void over() {
    emit(true);
  }

  private void emit(boolean idle) {
    if (idle != emitted) {
      emitted = idle;
      out.accept(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
    }
  }
}
