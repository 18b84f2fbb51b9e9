package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.FailingService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

class SdkKinesisCallsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";

  /** A client that pauses between attempts would keep a thread from reading other shards. */
  @Test
  void triesReadsOnceAndListingsAgain() throws IOException {
    try (var service = new FailingService();
        var calls = new SdkKinesisCalls(settings(service), () -> {})) {
      assertThatThrownBy(() -> calls.records(STREAM, "iterator"))
          .isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(1);
      StartingPosition horizon =
          StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
      assertThatThrownBy(() -> calls.iterator(new ShardKey(STREAM, "shardId-0"), horizon))
          .isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(1);

      assertThatThrownBy(() -> calls.shards(STREAM, null)).isInstanceOf(KinesisException.class);
      assertThat(service.takeRequests()).isEqualTo(AwsAccess.Limits.DEFAULT.attempts());
    }
  }

  private static KinesisSettings settings(FailingService service) {
    return KinesisSettings.polling(
        List.of(STREAM), AwsAccess.emulator(service.endpoint(), "eu-west-1"));
  }
}
