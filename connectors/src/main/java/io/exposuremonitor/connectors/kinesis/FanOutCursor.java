package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.kinesis.FanOutSubscription.Arrived;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * Reads a shard by enhanced fan-out.
 *
 * <ol>
 *   <li>A read subscribes when there is no subscription, and returns at once.
 *   <li>Subsequent reads return the event that has arrived, and request the next.
 *   <li>The service ends a subscription after five minutes; after a pause, a read subscribes again
 *       after the last continuation number, so that progress without records counts, too.
 *   <li>A failure is thrown once everything that arrived before it has been returned; the pause
 *       grows with each consecutive failure. A permanent failure is thrown by every further read.
 *   <li>A subscription that delivers nothing for too long counts as failed.
 *   <li>At the shard's end, the last event names its children.
 * </ol>
 */
final class FanOutCursor implements ShardCursor<KinesisPayload> {
  private final ShardKey key;
  private final String consumer;
  private final KinesisCalls calls;
  private final ResumePoint resume;
  private final FailureTranslator failures;
  private final StreamEvents events;
  private final InstantSource clock;
  private final Pacing pacing;
  private final Duration silence;

  private @Nullable FanOutSubscription subscription;
  private boolean subscribedBefore;
  private @Nullable StreamException permanent;
  private @Nullable Batch<KinesisPayload> end;

  /**
   * @param silence maximum time for which a subscription may deliver nothing
   */
  FanOutCursor(
      ShardKey key,
      String consumer,
      KinesisCalls calls,
      ResumePoint resume,
      FailureTranslator failures,
      StreamEvents events,
      InstantSource clock,
      Pacing pacing,
      Duration silence) {
    this.key = key;
    this.consumer = consumer;
    this.calls = calls;
    this.resume = resume;
    this.failures = failures;
    this.events = events;
    this.clock = clock;
    this.pacing = pacing;
    this.silence = silence;
  }

  @Override
  public Batch<KinesisPayload> read() throws StreamException {
    if (permanent != null) {
      throw permanent;
    }
    if (end != null) {
      return end;
    }
    try {
      return subscription == null ? subscribe() : readNext(subscription);
    } catch (SdkException e) {
      // Failures of subscriptions are handled elsewhere; this one is of a query.
      throw failures.translate(e, key, consumer);
    }
  }

  @Override
  public void close() {
    drop();
  }

  private Batch<KinesisPayload> subscribe() {
    if (pacing.isDue()) {
      var from = resume.start();
      if (subscribedBefore) {
        events.count(StreamEvents.Count.RESUBSCRIBES);
      }
      subscribedBefore = true;
      var made = new FanOutSubscription(clock);
      subscription = made;
      try {
        calls.subscribe(consumer, key.shard(), from, made);
      } catch (SdkException e) {
        made.onError(e);
      }
    }
    return Batch.unanswered();
  }

  private Batch<KinesisPayload> readNext(FanOutSubscription current) throws StreamException {
    // The order matters: an event that arrives in between is seen by the next read.
    boolean over = current.isOver();
    Arrived arrived = current.waiting();
    if (arrived != null) {
      pacing.succeeded();
      return take(current, arrived);
    }
    if (over) {
      subscription = null;
      handleEnd(current.failure());
    } else if (clock.millis() - current.lastEventAt() > silence.toMillis()) {
      drop();
      pacing.failed();
      String message = "no event for " + silence + " from " + consumer + " about " + key;
      throw new StreamException(Kind.RETRYABLE, message, new IllegalStateException(message));
    }
    return Batch.unanswered();
  }

  /** If a query fails meanwhile, the event stays for the next read. */
  private Batch<KinesisPayload> take(FanOutSubscription current, Arrived arrived) {
    SubscribeToShardEvent event = arrived.event();
    String continuation = event.continuationSequenceNumber();
    long reported = Objects.requireNonNullElse(event.millisBehindLatest(), -1L);
    // While the event waited, more may have arrived in the shard.
    long behind = reported < 0 ? reported : reported + clock.millis() - arrived.at();
    if (continuation != null && resume.isStuckBeforeHorizon(event.records().isEmpty(), reported)) {
      drop();
      pacing.ended();
      return new Batch<>(List.of(), -1, false, List.of());
    }
    List<Entry<KinesisPayload>> entries = resume.take(event.records(), reported, arrived.at());
    if (continuation == null) {
      return end(entries, behind, KinesisShards.children(event.childShards()));
    }
    resume.continueAfter(continuation);
    current.next();
    return new Batch<>(entries, behind, false, List.of());
  }

  private Batch<KinesisPayload> end(
      List<Entry<KinesisPayload>> entries, long behind, List<Shard> children) {
    drop();
    end = new Batch<>(List.of(), 0, true, children);
    return new Batch<>(entries, behind, true, children);
  }

  private void handleEnd(@Nullable Throwable failure) throws StreamException {
    Throwable cause = failure == null ? null : KinesisErrors.unwrap(failure);
    if (cause == null) {
      pacing.ended();
    } else if (cause instanceof InvalidArgumentException refusal) {
      pacing.failed();
      refused(refusal);
    } else {
      if (cause instanceof ResourceInUseException) {
        pacing.taken();
      } else {
        pacing.failed();
      }
      throw remembered(failures.translate(cause, key, consumer));
    }
  }

  private void refused(InvalidArgumentException refusal) throws StreamException {
    try {
      resume.refused(refusal);
    } catch (StreamException e) {
      throw remembered(e);
    }
  }

  private StreamException remembered(StreamException failure) {
    if (failure.kind() == Kind.PERMANENT) {
      permanent = failure;
    }
    return failure;
  }

  private void drop() {
    if (subscription != null) {
      subscription.cancel();
      subscription = null;
    }
  }
}
