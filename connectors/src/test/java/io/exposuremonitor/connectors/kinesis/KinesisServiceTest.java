package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;

class KinesisServiceTest {
  private final FakeKinesis kinesis = new FakeKinesis(new TestClock());
  private final RecordedEvents events = new RecordedEvents();
  private KinesisService service;

  @BeforeEach
  void createStreams() {
    kinesis.create("first", 1);
    kinesis.create("second", 1);
    service = kinesis.service(List.of(kinesis.arn("first"), kinesis.arn("second")), events);
  }

  @Test
  void reportsDeniedStreamOnceAndListsTheOthers() throws StreamException {
    kinesis.fail("describe", denial());
    assertThat(service.streams().found())
        .extracting(StreamInfo::arn)
        .containsExactly(kinesis.arn("second"));
    kinesis.fail("describe", denial());
    service.streams();

    assertThat(events.gaps())
        .extracting(CoverageGap::cause, CoverageGap::source)
        .containsExactly(tuple(CoverageGap.Cause.DENIED, kinesis.arn("first")));
    assertThat(events.gaps().get(0).detail()).contains("AccessDeniedException");
    assertThat(events.counted(Count.DENIED_CALLS)).isEqualTo(2);
    assertThat(service.streams().found()).as("allowed again").hasSize(2);
  }

  @Test
  void listsOtherStreamsWhileOneCannotBeReached() throws StreamException {
    kinesis.fail("describe", SdkClientException.create("timed out"));
    StreamList first = service.streams();
    assertThat(first.found()).extracting(StreamInfo::arn).containsExactly(kinesis.arn("second"));
    assertThat(first.complete()).as("the first may exist").isFalse();
    assertThat(events.counted(Count.RETRIED_CALLS)).isOne();

    StreamList next = service.streams();
    assertThat(next.found()).hasSize(2);
    assertThat(next.complete()).isTrue();
    assertThat(events.gaps()).isEmpty();
  }

  @Test
  void keepsKnownStreamsWhileDenied() throws StreamException {
    List<StreamInfo> known = service.streams().found();
    kinesis.fail("describe", denial());
    kinesis.fail("describe", denial());

    assertThat(service.streams().found()).isEqualTo(known);
  }

  @Test
  void failsWhenAllStreamsAreDenied() {
    kinesis.fail("describe", denial());
    kinesis.fail("describe", denial());

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(service::streams)
        .matches(e -> e.kind() == Kind.DENIED);
  }

  @Test
  void distinguishesRecreatedShardsByFirstSequenceNumber() throws StreamException {
    Shard earlier = service.shards(kinesis.arn("first"), null).shards().get(0);
    kinesis.put("first", new byte[] {1});
    kinesis.delete("first");
    kinesis.create("first", 1);
    Shard recreated = service.shards(kinesis.arn("first"), null).shards().get(0);

    assertThat(recreated.id()).isEqualTo(earlier.id());
    assertThat(recreated.start()).isNotEqualTo(earlier.start());
  }

  private static RuntimeException denial() {
    return AccessDeniedException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
        .statusCode(400)
        .build();
  }
}
