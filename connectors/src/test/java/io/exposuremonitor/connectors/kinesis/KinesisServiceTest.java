package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/** The list of streams while some can't be described, and what is asked about their retention. */
class KinesisServiceTest {
  private final TestClock clock = new TestClock();
  private final FakeKinesis kinesis = new FakeKinesis(clock);
  private final RecordedEvents events = new RecordedEvents();
  private final String first = kinesis.arn("first");
  private final String second = kinesis.arn("second");
  private final KinesisService service = kinesis.service(List.of(first, second), events);

  @BeforeEach
  void createStreams() {
    kinesis.create("first", 1);
    kinesis.create("second", 1);
  }

  private static KinesisException answer(String code) {
    return (KinesisException)
        KinesisException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }

  @Test
  void lastKnownDescriptionCountsWhileStreamCannotBeDescribed() throws StreamException {
    StreamList before = service.streams();
    kinesis.fail("describe", answer("LimitExceededException"));

    assertThat(service.streams()).isEqualTo(before);
    assertThat(before.complete()).isTrue();
    assertThat(events.counted(Count.THROTTLED_READS)).isEqualTo(1);
  }

  @Test
  void wantsOnlyStreamsOfItsSettings() {
    assertThat(service.wants(second)).isTrue();
    assertThat(service.wants(kinesis.arn("third"))).isFalse();
  }

  @Test
  void listIsIncompleteWithoutStreamThatWasNeverDescribed() throws StreamException {
    kinesis.fail("describe", SdkClientException.create("no connection"));
    StreamList list = service.streams();

    assertThat(list.found()).extracting(StreamInfo::arn).containsExactly(second);
    assertThat(list.complete()).isFalse();
    assertThat(events.counted(Count.RETRIED_CALLS)).isEqualTo(1);
    assertThat(service.streams().complete()).isTrue();
  }

  @Test
  void failsWhenNoStreamCanBeDescribed() {
    kinesis.fail("describe", SdkClientException.create("no connection"));
    kinesis.fail("describe", SdkClientException.create("no connection"));

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(service::streams)
        .extracting(StreamException::kind)
        .isEqualTo(Kind.RETRYABLE);
  }

  @Test
  void failsForGoodOnInvalidRequest() throws StreamException {
    service.streams();
    kinesis.fail("describe", answer("ValidationException"));

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(service::streams)
        .extracting(StreamException::kind)
        .isEqualTo(Kind.PERMANENT);
  }

  @Test
  void reportsDenialOnceUntilItIsAllowed() throws StreamException {
    for (int i = 0; i < 2; i++) {
      service.streams();
      kinesis.fail("describe", answer("AccessDeniedException"));
      service.streams();
      kinesis.fail("describe", answer("AccessDeniedException"));
      service.streams();
    }
    assertThat(events.counted(Count.DENIED_CALLS)).isEqualTo(4);
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.DENIED, CoverageGap.Cause.DENIED);
  }

  @Test
  void reportsEachDisappearanceOfStream() throws StreamException {
    service.streams();
    for (int i = 0; i < 2; i++) {
      kinesis.delete("first");
      assertThat(service.streams().found()).hasSize(1);
      service.streams();
      kinesis.create("first", 1);
      assertThat(service.streams().found()).hasSize(2);
    }
    assertThat(events.gaps())
        .extracting(CoverageGap::cause)
        .containsExactly(CoverageGap.Cause.STREAM_ENDED, CoverageGap.Cause.STREAM_ENDED);
  }

  @Test
  void findsChildrenOnAllPages() throws StreamException {
    kinesis.shardsInOnePage = 1;
    kinesis.split("first", "shardId-000000000000");

    assertThat(service.children(new ShardKey(first, "shardId-000000000000")))
        .extracting(Shard::id)
        .containsExactly("shardId-000000000001", "shardId-000000000002");
  }

  @Test
  void asksForRetentionOnceAnHour() {
    clock.advance(Duration.ofDays(10));
    Retention retention = new Retention(kinesis, clock);
    long twoDaysAgo = clock.ago(Duration.ofDays(2));
    assertThat(retention.mayHaveTrimmed(first, twoDaysAgo)).isTrue();
    kinesis.retain("first", Duration.ofDays(7));
    clock.advance(Duration.ofMinutes(59));
    assertThat(retention.mayHaveTrimmed(first, twoDaysAgo)).isTrue();
    assertThat(kinesis.called).containsExactly("describe");

    clock.advance(Duration.ofMinutes(1));
    assertThat(retention.mayHaveTrimmed(first, twoDaysAgo)).isFalse();
    assertThat(kinesis.called).hasSize(2);
  }
}
