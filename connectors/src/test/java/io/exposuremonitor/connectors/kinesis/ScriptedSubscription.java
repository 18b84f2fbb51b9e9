package io.exposuremonitor.connectors.kinesis;

import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/** The service's side of a subscription, driven by the test. */
final class ScriptedSubscription implements Subscription {
  long demand;
  boolean cancelled;
  private final Subscriber<SubscribeToShardEvent> subscriber;

  ScriptedSubscription(Subscriber<SubscribeToShardEvent> subscriber) {
    this.subscriber = subscriber;
  }

  ScriptedSubscription begin() {
    subscriber.onSubscribe(this);
    return this;
  }

  /** Sends an event at the tip with this continuation sequence number. */
  void event(String continuation, Record... records) {
    event(continuation, 0, records);
  }

  void event(String continuation, long behindMillis, Record... records) {
    demand--;
    subscriber.onNext(
        SubscribeToShardEvent.builder()
            .records(records)
            .continuationSequenceNumber(continuation)
            .millisBehindLatest(behindMillis)
            .build());
  }

  void shardEnd(List<ChildShard> children, Record... records) {
    demand--;
    subscriber.onNext(
        SubscribeToShardEvent.builder()
            .records(records)
            .millisBehindLatest(0L)
            .childShards(children)
            .build());
  }

  void end() {
    subscriber.onComplete();
  }

  void fail(Throwable failure) {
    subscriber.onError(failure);
  }

  @Override
  public void request(long more) {
    demand += more;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
