package io.exposuremonitor.job.engine;

import io.exposuremonitor.connectors.delivery.Delivery;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Drives a {@link Delivery} from within an operator: looks after it a few times a second, tells it
 * of checkpoints, and after the end of the input blocks until all has arrived. For the task's own
 * thread.
 *
 * <p>What came last is stored with the first checkpoint that is taken after the input's end, and
 * the task waits for that one only. No timer fires between the two, so what is left goes out when
 * that checkpoint is told to be complete; without checkpoints it goes out at once.
 */
public final class DeliveryDriver {
  private static final long TICK_MILLIS = 200;
  private static final long NOT_TAKEN = Long.MAX_VALUE;

  private final Delivery delivery;
  private final boolean checkpoints;
  private final ProcessingTimeService time;
  private final ScheduledFuture<?> ticks;
  private boolean inputEnded;
  private long last = NOT_TAKEN;

  /**
   * Begins to look after it.
   *
   * @param delivery closed by its owner
   * @param checkpoints whether the job takes any
   * @param time the operator's
   * @param looked called each time after it was looked after
   */
  public DeliveryDriver(
      Delivery delivery, boolean checkpoints, ProcessingTimeService time, Runnable looked) {
    this.delivery = delivery;
    this.checkpoints = checkpoints;
    this.time = time;
    this.ticks =
        time.scheduleWithFixedDelay(
            now -> {
              delivery.tick(now);
              looked.run();
            },
            TICK_MILLIS,
            TICK_MILLIS);
  }

  /** Blocks the task, and goes on delivering, until something holds. */
  public void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      tick();
    }
  }

  /** The operator's state is stored with a checkpoint. */
  public void taken(long checkpoint) {
    if (inputEnded && last == NOT_TAKEN) {
      last = checkpoint;
    }
  }

  /** A checkpoint is complete, and with it all before. Blocks when it was the last. */
  public void saved(long checkpoint) throws InterruptedException {
    delivery.saved(checkpoint);
    if (checkpoint >= last) {
      deliverRest();
    }
  }

  /** No more comes in. Blocks when no checkpoint comes either. */
  public void inputEnded() throws InterruptedException {
    ticks.cancel(false);
    inputEnded = true;
    if (!checkpoints) {
      deliverRest();
    }
  }

  private void deliverRest() throws InterruptedException {
    delivery.release();
    tick();
    await(delivery::isEmpty);
  }

  private void tick() {
    delivery.tick(time.getCurrentProcessingTime());
  }
}
