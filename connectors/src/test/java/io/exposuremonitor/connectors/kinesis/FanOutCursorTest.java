package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position.AfterSequence;
import io.exposuremonitor.connectors.shard.Position.Horizon;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.ShardCursor.Batch;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class FanOutCursorTest {
  private static final String NAME = "trail";

  private final TestClock clock = new TestClock();
  private final FakeKinesis kinesis = new FakeKinesis(clock);
  private final RecordedEvents events = new RecordedEvents();
  private final String arn = kinesis.arn(NAME);
  private final String consumer = arn + "/consumer/monitor:1700000000";
  private final ShardKey shard = new ShardKey(arn, "shardId-000000000000");
  private final KinesisService service =
      kinesis.service(
          KinesisSettings.polling(List.of(arn), AwsAccess.DEFAULT).withConsumers(List.of(consumer)),
          events);
  private final ShardCursor<KinesisPayload> cursor = service.open(shard, Horizon.INSTANCE, 0);

  @BeforeEach
  void createStream() {
    kinesis.create(NAME, 1);
  }

  @Test
  void eventStaysWhenTheRetentionLookupFails() throws StreamException {
    kinesis.retain(NAME, Duration.ofDays(7));
    ShardCursor<KinesisPayload> late = service.open(shard, new AfterSequence("5"), 0);
    clock.advance(Duration.ofSeconds(1));
    late.read();
    var subscription = kinesis.subscriptions.get(0).begin();
    long behind = Duration.ofHours(25).toMillis();
    subscription.event("10", behind, record("10", "a"));
    assertThat(KinesisContract.texts(late.read().entries())).containsExactly("a");
    subscription.event("11", behind);
    kinesis.fail("describe", SdkClientException.create("timed out"));

    assertThatExceptionOfType(StreamException.class).isThrownBy(late::read);
    assertThat(subscription.demand).isZero();
    assertThat(late.read().answered()).isTrue();
    assertThat(subscription.demand).isOne();
  }

  @Test
  void returnsRecordsOfAnEventAndRequestsTheNext() throws StreamException {
    var subscription = subscribe().begin();
    assertThat(subscription.demand).isOne();
    assertThat(cursor.read().entries()).isEmpty();

    subscription.event("11", record("10", "a"), record("11", "b"));
    assertThat(subscription.demand).isZero();

    Batch<KinesisPayload> batch = cursor.read();
    assertThat(KinesisContract.texts(batch.entries())).containsExactly("a", "b");
    assertThat(batch.behindMillis()).isZero();
    assertThat(batch.entries().get(1).after()).isEqualTo(new AfterSequence("11"));
    assertThat(subscription.demand).isOne();
  }

  @Test
  void isBehindByTheTimeThatAnEventWaited() throws StreamException {
    var subscription = subscribe().begin();
    subscription.event("10", 2_000);
    clock.advance(Duration.ofMinutes(10));

    assertThat(cursor.read().behindMillis()).isEqualTo(602_000);
  }

  @Test
  void returnsUnansweredBatchWithoutEvents() throws StreamException {
    subscribe().begin();

    assertThat(cursor.read()).isEqualTo(Batch.unanswered());
  }

  @Test
  void resubscribesAfterAPauseFromTheContinuation() throws StreamException {
    var first = subscribe().begin();
    first.event("11", record("10", "a"));
    assertThat(texts()).containsExactly("a");
    first.event("15");
    first.end();

    cursor.read();
    cursor.read();
    assertThat(kinesis.subscriptions).hasSize(1);
    resubscribe();

    assertThat(kinesis.starts.get(1).type()).isEqualTo(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
    assertThat(kinesis.starts.get(1).sequenceNumber()).isEqualTo("15");
    assertThat(events.counted(Count.RESUBSCRIBES)).isEqualTo(1);
  }

  @Test
  void returnsReceivedEventsBeforeReportingAFailure() throws StreamException {
    var subscription = subscribe().begin();
    subscription.event("10", record("10", "a"));
    subscription.fail(new CompletionException(new IOException("reset")));

    assertThat(texts()).containsExactly("a");
    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);
    resubscribe();
    assertThat(kinesis.starts.get(1).sequenceNumber()).isEqualTo("10");
  }

  @Test
  void ignoresEventsOfAbandonedSubscription() throws StreamException {
    var stale = subscribe().begin();
    clock.advance(Duration.ofSeconds(61));
    failure();
    var fresh = resubscribe().begin();

    stale.event("99", record("99", "stale"));
    stale.fail(new IOException("late"));
    fresh.event("10", record("10", "a"));

    assertThat(texts()).containsExactly("a");
    assertThat(stale.cancelled).isTrue();
    assertThat(fresh.cancelled).isFalse();
  }

  @Test
  void abandonsSilentSubscription() throws StreamException {
    var silent = subscribe().begin();
    clock.advance(Duration.ofSeconds(59));
    silent.event("10");
    cursor.read();
    clock.advance(Duration.ofSeconds(59));
    cursor.read();
    clock.advance(Duration.ofSeconds(2));

    assertThat(failure()).hasMessageContaining("no event for PT1M").hasMessageContaining(consumer);
    assertThat(silent.cancelled).isTrue();
  }

  @Test
  void toleratesSilenceWhileNothingIsRequested() throws StreamException {
    var unread = subscribe().begin();
    unread.event("10");
    clock.advance(Duration.ofSeconds(61));
    cursor.read();
    assertThat(unread.demand).isOne();
    clock.advance(Duration.ofSeconds(59));
    cursor.read();
    assertThat(unread.cancelled).isFalse();
    clock.advance(Duration.ofSeconds(2));

    assertThat(failure()).hasMessageContaining("no event for PT1M");
  }

  @Test
  void cancelsSubscriptionThatBeginsTooLate() throws StreamException {
    var late = subscribe();
    clock.advance(Duration.ofSeconds(61));

    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);
    late.begin();
    assertThat(late.cancelled).isTrue();
    assertThat(late.demand).isZero();
  }

  @Test
  void failsSubscriptionThatSendsUnrequestedEvents() throws StreamException {
    var subscription = subscribe().begin();
    subscription.event("10", record("10", "a"));
    subscription.event("11", record("11", "b"));

    assertThat(subscription.cancelled).isTrue();
    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);
    resubscribe();
    assertThat(kinesis.starts.get(1).type()).isEqualTo(ShardIteratorType.TRIM_HORIZON);
  }

  @Test
  void returnsChildrenAtTheEndOfTheShard() throws StreamException {
    kinesis.split(NAME, shard.shard());
    var subscription = subscribe().begin();
    subscription.event("10", record("10", "a"));
    assertThat(texts()).containsExactly("a");
    subscription.shardEnd(
        service.children(shard).stream()
            .map(child -> new FakeShard(child.id(), child.parents(), child.hashRange(), 0).named())
            .toList(),
        record("11", "b"));

    Batch<KinesisPayload> batch = cursor.read();

    assertThat(KinesisContract.texts(batch.entries())).containsExactly("b");
    assertThat(batch.ended()).isTrue();
    assertThat(batch.children())
        .extracting(Shard::id)
        .containsExactly("shardId-000000000001", "shardId-000000000002");
    assertThat(subscription.cancelled).isTrue();
    assertThat(cursor.read()).isEqualTo(new Batch<>(List.of(), 0, true, batch.children()));
    assertThat(kinesis.subscriptions).hasSize(1);
  }

  @Test
  void retriesDeniedSubscriptionAfterAPause() throws StreamException {
    subscribe()
        .fail(
            AccessDeniedException.builder()
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                .build());

    assertThat(failure().kind()).isEqualTo(Kind.DENIED);
    cursor.read();
    assertThat(kinesis.subscriptions).hasSize(1);
    clock.advance(Duration.ofHours(1));
    cursor.read();
    assertThat(kinesis.subscriptions).hasSize(2);
  }

  @Test
  void doesNotRetryPermanentFailures() throws StreamException {
    subscribe().fail(ValidationException.builder().message("no").build());

    assertThat(failure().kind()).isEqualTo(Kind.PERMANENT);
    clock.advance(Duration.ofHours(1));
    assertThat(failure().kind()).isEqualTo(Kind.PERMANENT);
    assertThat(kinesis.subscriptions).hasSize(1);
  }

  @Test
  void failsPermanentlyWithoutARegisteredConsumer() throws StreamException {
    subscribe().fail(ResourceNotFoundException.builder().message("none").build());

    StreamException failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(failure).hasMessageEndingWith(consumer + " is not registered");
  }

  @Test
  void reportsDeletedStreamAsGone() throws StreamException {
    kinesis.delete(NAME);
    subscribe().fail(ResourceNotFoundException.builder().message("none").build());

    assertThat(failure().kind()).isEqualTo(Kind.GONE);
  }

  @Test
  void retriesSubscriptionInUseAfterFiveSeconds() throws StreamException {
    subscribe().fail(ResourceInUseException.builder().message("taken").build());
    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);

    clock.advance(Duration.ofMillis(4_900));
    cursor.read();
    assertThat(kinesis.subscriptions).hasSize(1);
    clock.advance(Duration.ofMillis(5_200));
    cursor.read();
    assertThat(kinesis.subscriptions).hasSize(2);
  }

  @Test
  void backsOffWithConsecutiveFailuresUpToABound() throws StreamException {
    subscribe();
    long pause = 0;
    for (int i = 0; i < 12; i++) {
      last().fail(LimitExceededException.builder().message("slow down").build());
      assertThat(failure()).isNotNull();
      long before = clock.millis();
      resubscribe();
      long next = clock.millis() - before;
      assertThat(next).isLessThanOrEqualTo(30_000);
      assertThat(next).isGreaterThanOrEqualTo(Math.min(pause / 2, 15_000));
      pause = next;
    }
    assertThat(pause).isGreaterThanOrEqualTo(15_000);
    assertThat(events.counted(Count.RESUBSCRIBES)).isEqualTo(12);
  }

  @Test
  void anEventEndsTheBackoff() throws StreamException {
    subscribe();
    for (int i = 0; i < 5; i++) {
      last().fail(new IOException("reset"));
      failure();
      resubscribe();
    }
    last().begin().event("10", record("10", "a"));
    assertThat(texts()).containsExactly("a");
    last().fail(new IOException("reset"));
    failure();
    int before = kinesis.subscriptions.size();
    clock.advance(Duration.ofSeconds(2));
    cursor.read();

    assertThat(kinesis.subscriptions).hasSize(before + 1);
  }

  @Test
  void reportsRejectedSequenceAndContinuesAtTheHorizon() throws StreamException {
    clock.advance(Duration.ofDays(3));
    var restored = service.open(shard, new AfterSequence("5"), 0);
    clock.advance(Duration.ofSeconds(1));
    restored.read();
    last().fail(InvalidArgumentException.builder().message("refused").build());
    restored.read();
    clock.advance(Duration.ofSeconds(2));
    restored.read();

    assertThat(kinesis.starts.get(0).sequenceNumber()).isEqualTo("5");
    assertThat(kinesis.starts.get(1).type()).isEqualTo(ShardIteratorType.AT_TIMESTAMP);
    assertThat(kinesis.starts.get(1).timestamp().toEpochMilli())
        .isLessThan(clock.ago(Duration.ofHours(24)));
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.TRIMMED);
  }

  private void refuse() throws StreamException {
    last().fail(InvalidArgumentException.builder().message("refused").build());
    cursor.read();
  }

  @Test
  void givesUpRejectedContinuationForTheVerifiedTime() throws StreamException {
    subscribe().begin().event("10", record("10", "a"));
    long arrival = clock.millis();
    assertThat(texts()).containsExactly("a");
    last().end();
    cursor.read();
    resubscribe();
    assertThat(kinesis.starts.get(1).sequenceNumber()).isEqualTo("10");
    refuse();
    resubscribe();

    assertThat(kinesis.starts.get(2).type()).isEqualTo(ShardIteratorType.AT_TIMESTAMP);
    assertThat(kinesis.starts.get(2).timestamp().toEpochMilli())
        .as("arrival times are approximate")
        .isEqualTo(arrival - Duration.ofMinutes(1).toMillis());
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void givesUpContinuationThatIsOlderThanTheRetention() throws StreamException {
    subscribe().begin().event("10", record("10", "a"));
    assertThat(texts()).containsExactly("a");
    last().end();
    cursor.read();
    clock.advance(Duration.ofHours(30));
    cursor.read();

    assertThat(kinesis.starts.get(1).type()).isEqualTo(ShardIteratorType.AT_TIMESTAMP);
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.TRIMMED);
  }

  @Test
  void emptyEventFarBehindVerifiesTheTimeItReached() throws StreamException {
    clock.advance(Duration.ofHours(2));
    long behind = Duration.ofHours(1).toMillis();
    subscribe().begin().event("10", behind);
    long reached = clock.millis() - behind;
    cursor.read();
    last().end();
    cursor.read();
    resubscribe();
    refuse();
    resubscribe();

    assertThat(kinesis.starts.get(2).timestamp().toEpochMilli())
        .isEqualTo(reached - Duration.ofMinutes(1).toMillis());
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void doesNotTakeLongBacklogForTrimmedSequence() throws StreamException {
    kinesis.retain(NAME, Duration.ofDays(7));
    clock.advance(Duration.ofDays(8));
    ShardCursor<KinesisPayload> restored = service.open(shard, new AfterSequence("5"), 0);
    clock.advance(Duration.ofSeconds(1));
    restored.read();
    var subscription = last().begin();
    subscription.event("6", Duration.ofDays(2).toMillis());
    restored.read();

    assertThat(subscription.cancelled).isFalse();
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void restartsSubscriptionThatHangsBeforeTheHorizon() throws StreamException {
    clock.advance(Duration.ofDays(3));
    var restored = service.open(shard, new AfterSequence("5"), 0);
    clock.advance(Duration.ofSeconds(1));
    restored.read();
    var hanging = last().begin();
    hanging.event("5", Duration.ofHours(24).toMillis());
    restored.read();
    clock.advance(Duration.ofSeconds(1));
    restored.read();

    assertThat(hanging.cancelled).isTrue();
    assertThat(kinesis.starts.get(1).type()).isEqualTo(ShardIteratorType.AT_TIMESTAMP);
    assertThat(events.gaps()).hasSize(1);
  }

  @Test
  void keepsEventWhileItsGapCannotBeAssessed() throws StreamException {
    clock.advance(Duration.ofDays(3));
    var subscription = subscribe().begin();
    subscription.event("10", 1, record("10", "old"));
    cursor.read();
    clock.advance(Duration.ofHours(25));
    kinesis.fail("describe", SdkClientException.create("timed out"));
    subscription.event("11", record("11", "new"));

    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(texts()).containsExactly("new");
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.TRIMMED);
  }

  @Test
  void cancelsSubscriptionOnClose() throws StreamException {
    var subscription = subscribe().begin();

    cursor.close();

    assertThat(subscription.cancelled).isTrue();
  }

  @Test
  void reportsImmediateFailureOfTheSubscribeCall() throws StreamException {
    kinesis.fail("subscribe", SdkClientException.create("no connection"));
    clock.advance(Duration.ofSeconds(1));
    cursor.read();

    assertThat(failure().kind()).isEqualTo(Kind.RETRYABLE);
  }

  /** Waits for the first, random pause to pass, and reads. */
  private ScriptedSubscription subscribe() throws StreamException {
    clock.advance(Duration.ofSeconds(1));
    cursor.read();
    return last();
  }

  /** Waits until a read subscribes again. */
  private ScriptedSubscription resubscribe() throws StreamException {
    int before = kinesis.subscriptions.size();
    for (int i = 0; i < 400 && kinesis.subscriptions.size() == before; i++) {
      clock.advance(Duration.ofMillis(100));
      cursor.read();
    }
    assertThat(kinesis.subscriptions).hasSize(before + 1);
    return last();
  }

  private ScriptedSubscription last() {
    return kinesis.subscriptions.get(kinesis.subscriptions.size() - 1);
  }

  private List<String> texts() throws StreamException {
    return KinesisContract.texts(cursor.read().entries());
  }

  private StreamException failure() {
    return assertThatExceptionOfType(StreamException.class).isThrownBy(cursor::read).actual();
  }

  private Record record(String sequence, String text) {
    return Record.builder()
        .sequenceNumber(sequence)
        .partitionKey("key")
        .approximateArrivalTimestamp(clock.instant())
        .data(SdkBytes.fromUtf8String(text))
        .build();
  }
}
