package io.exposuremonitor.job.operator;

/**
 * A keyed function whose timers fire later, or earlier, than at the times for which they are set. A
 * changed delay therefore also applies to the timers of a savepoint.
 */
public interface DelayedTimers {
  /**
   * How far the watermark must have passed a timer's time before it fires, milliseconds; less than
   * 0 for timers that fire earlier. Constant once the function is open.
   */
  long timerDelayMillis();
}
