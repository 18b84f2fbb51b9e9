package io.exposuremonitor.connectors.kinesis;

import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * One subscription to a shard, from its call to its end.
 *
 * <ol>
 *   <li>The client's threads report its beginning, events, and its end. They only record these.
 *   <li>The reading thread takes an event, and only then requests the next; so at most one, of up
 *       to 2 MB, waits, and a slow reader delays the service without blocking a thread. That is
 *       fast enough: a shard delivers 2 MB a second, and the beginning of the next event waits in
 *       the client's window.
 *   <li>After it was cancelled, further events are dropped: the next subscription, which is a new
 *       object, receives them again.
 * </ol>
 */
final class FanOutSubscription implements Subscriber<SubscribeToShardEvent> {
  private final InstantSource clock;
  private @Nullable Arrived waiting;
  private @Nullable Subscription upstream;
  private @Nullable Throwable failure;
  private boolean over;
  private long lastEventAt;

  FanOutSubscription(InstantSource clock) {
    this.clock = clock;
    this.lastEventAt = clock.millis();
  }

  /** An event, and when it arrived, epoch milliseconds. */
  record Arrived(SubscribeToShardEvent event, long at) {}

  @Override
  public void onSubscribe(Subscription subscription) {
    if (begin(subscription)) {
      subscription.request(1);
    } else {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(SubscribeToShardEvent event) {
    if (!keep(event)) {
      onError(new IOException("more events came than were asked for"));
      cancel();
    }
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    if (!over) {
      over = true;
      failure = thrown;
    }
  }

  @Override
  public synchronized void onComplete() {
    over = true;
  }

  /** The event that has arrived and was not removed; null when there is none. */
  synchronized @Nullable Arrived waiting() {
    return waiting;
  }

  /** Removes the waiting event after it was read, and requests the next. */
  void next() {
    Subscription active;
    synchronized (this) {
      waiting = null;
      active = over ? null : upstream;
      // While the event waited, the reader caused the silence.
      lastEventAt = clock.millis();
    }
    // Outside the lock, since the client may have locks of its own.
    if (active != null) {
      active.request(1);
    }
  }

  /** Cancels the subscription, which then reports nothing any more. */
  void cancel() {
    Subscription active;
    synchronized (this) {
      over = true;
      waiting = null;
      active = upstream;
    }
    if (active != null) {
      active.cancel();
    }
  }

  /** True when nothing more will arrive. */
  synchronized boolean isOver() {
    return over;
  }

  /** The reason for the end; null when it ended normally. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /**
   * The start of the current silence, epoch milliseconds: when the subscription was last heard
   * from, or when more was requested; at first when it was created.
   */
  synchronized long lastEventAt() {
    return lastEventAt;
  }

  private synchronized boolean begin(Subscription subscription) {
    if (over || upstream != null) {
      return false;
    }
    upstream = subscription;
    lastEventAt = clock.millis();
    return true;
  }

  /** Keeps an event; false when another waits, since no further one was requested. */
  private synchronized boolean keep(SubscribeToShardEvent event) {
    if (over) {
      return true;
    }
    if (waiting != null) {
      return false;
    }
    lastEventAt = clock.millis();
    waiting = new Arrived(event, lastEventAt);
    return true;
  }
}
