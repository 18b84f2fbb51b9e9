package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.FailingService;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

class SdkKinesisCallsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String CONSUMER = STREAM + "/consumer/monitor:1";
  private static final StartingPosition HORIZON =
      StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();

  /** A client that pauses between attempts would keep a thread from reading other shards. */
  @Test
  void triesReadsOnceAndListingsAgain() throws IOException {
    try (var service = new FailingService();
        var calls = new SdkKinesisCalls(settings(service.endpoint()), () -> {})) {
      assertThatThrownBy(() -> calls.records(STREAM, "iterator"))
          .isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(1);
      assertThatThrownBy(() -> calls.iterator(new ShardKey(STREAM, "shardId-0"), HORIZON))
          .isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(1);

      assertThatThrownBy(() -> calls.shards(STREAM, null)).isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(AwsAccess.Limits.DEFAULT.attempts());
    }
  }

  /** A discovery that lists one stream after the other may still run when the source is closed. */
  @Test
  void createsNoClientAfterClosing() {
    SdkKinesisCalls calls =
        new SdkKinesisCalls(settings(URI.create("http://127.0.0.1:1")), () -> {});
    calls.close();

    assertThatThrownBy(() -> calls.describe(STREAM)).isInstanceOf(AbortedException.class);
    assertThatThrownBy(() -> calls.records(STREAM, "iterator"))
        .isInstanceOf(AbortedException.class);
    var subscription = new FanOutSubscription(new TestClock());
    assertThatThrownBy(() -> calls.subscribe(CONSUMER, "shardId-0", HORIZON, subscription))
        .isInstanceOf(AbortedException.class);
  }

  private static KinesisSettings settings(URI endpoint) {
    return KinesisSettings.polling(List.of(STREAM), AwsAccess.emulator(endpoint, "eu-west-1"));
  }
}
