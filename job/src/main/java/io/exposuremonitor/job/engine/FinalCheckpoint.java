package io.exposuremonitor.job.engine;

/**
 * Tells an operator whose input has ended that what it still holds is in a completed checkpoint,
 * the last that its task waits for. No timer fires between the two, so what is to go out then goes
 * out in the notification itself. For the task's own thread.
 */
public final class FinalCheckpoint {
  private static final long NOT_TAKEN = Long.MAX_VALUE;

  private boolean ended;
  private long first = NOT_TAKEN;

  /** The input has ended; checkpoints that are under way may hold less than what came. */
  public void inputEnded() {
    ended = true;
  }

  /** The operator's state is stored with a checkpoint. */
  public void taken(long checkpoint) {
    if (ended && first == NOT_TAKEN) {
      first = checkpoint;
    }
  }

  /** True when the checkpoint that is complete, and so all before, holds everything. */
  public boolean isThis(long checkpoint) {
    return checkpoint >= first;
  }
}
