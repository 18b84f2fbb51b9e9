package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

class SdkKinesisCallsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String CONSUMER = STREAM + "/consumer/monitor:1";

  /** A discovery that lists one stream after the other may still run when the source is closed. */
  @Test
  void createsNoClientAfterClosing() {
    AwsAccess access = AwsAccess.emulator(URI.create("http://127.0.0.1:1"), "eu-west-1");
    SdkKinesisCalls calls =
        new SdkKinesisCalls(KinesisSettings.polling(List.of(STREAM), access), () -> {});
    calls.close();

    assertThatThrownBy(() -> calls.describe(STREAM)).isInstanceOf(AbortedException.class);
    var start = StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
    var subscription = new FanOutSubscription(new TestClock());
    assertThatThrownBy(() -> calls.subscribe(CONSUMER, "shardId-0", start, subscription))
        .isInstanceOf(AbortedException.class);
  }
}
