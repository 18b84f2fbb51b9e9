package io.exposuremonitor.job.engine;

import io.exposuremonitor.connectors.delivery.Delivery;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Drives a {@link Delivery} from within an operator: services it a few times a second, notifies it
 * of checkpoints, and at the end of the input blocks until everything has been delivered. For the
 * task's own thread.
 *
 * <p>The last elements are stored with the first checkpoint after the end of the input, and the
 * task waits for that checkpoint only. No timer fires in between, so what is left is sent when that
 * checkpoint completes; without checkpoints it is sent at once.
 */
public final class DeliveryDriver {
  private static final long TICK_MILLIS = 200;
  private static final long NOT_TAKEN = Long.MAX_VALUE;

  private final Delivery delivery;
  private final boolean checkpoints;
  private final ProcessingTimeService time;
  private final Runnable looked;
  private final ScheduledFuture<?> ticks;
  private boolean inputEnded;
  private long last = NOT_TAKEN;

  /**
   * Starts to service it.
   *
   * @param delivery closed by its owner
   * @param checkpoints whether the job takes any
   * @param time the operator's
   * @param looked called after each round of service
   */
  public DeliveryDriver(
      Delivery delivery, boolean checkpoints, ProcessingTimeService time, Runnable looked) {
    this.delivery = delivery;
    this.checkpoints = checkpoints;
    this.time = time;
    this.looked = looked;
    this.ticks = time.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS);
  }

  /** Blocks the task, while it keeps delivering, until a condition holds. */
  public void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      tick();
    }
  }

  /** The operator's state has been stored with a checkpoint. */
  public void taken(long checkpoint) {
    if (inputEnded && last == NOT_TAKEN) {
      last = checkpoint;
    }
  }

  /**
   * A checkpoint is complete, and all before it. Sends at once what waited for it, since nothing
   * follows if it is the savepoint of a stop. Blocks when it was the last.
   */
  public void saved(long checkpoint) throws InterruptedException {
    delivery.saved(checkpoint);
    tick();
    if (checkpoint >= last) {
      deliverRest();
    }
  }

  /** The input has ended. Blocks when no further checkpoint comes. */
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
    tick(time.getCurrentProcessingTime());
  }

  private void tick(long now) {
    delivery.tick(now);
    looked.run();
  }
}
