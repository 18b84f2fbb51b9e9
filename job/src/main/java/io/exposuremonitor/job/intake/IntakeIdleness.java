package io.exposuremonitor.job.intake;

import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Whether an intake counts as idle: when its source says so, and nothing that was read waits in the
 * intake any more. Else the watermark of the whole job would go on without what waits, which would
 * then be late. A source may also hand on records while it says that it is idle, until it has come
 * as far as before (FLINK-40504); while it does, the intake is not. For the task's thread.
 */
public final class IntakeIdleness {
  private final Consumer<WatermarkStatus> out;
  private boolean source;
  private boolean told;

  /**
   * @param out is told of changes
   */
  IntakeIdleness(Consumer<WatermarkStatus> out) {
    this.out = out;
  }

  /** The source says something else than before. */
  void source(WatermarkStatus status) {
    source = status.isIdle();
    if (!source) {
      tell(false);
    }
  }

  /** Something was read, and waits. */
  void waits() {
    tell(false);
  }

  /** Nothing waits any more. */
  void settled() {
    if (source) {
      tell(true);
    }
  }

  /** There is nothing more to come. */
  void over() {
    tell(true);
  }

  private void tell(boolean idle) {
    if (idle != told) {
      told = idle;
      out.accept(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
    }
  }
}
