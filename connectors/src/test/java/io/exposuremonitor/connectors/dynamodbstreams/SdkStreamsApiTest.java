package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.stream.FailingService;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class SdkStreamsApiTest {
  /** A client that pauses between attempts would keep a thread from reading other shards. */
  @Test
  void triesReadsOnceAndListingsAgain() throws IOException {
    try (var service = new FailingService();
        var api =
            new SdkStreamsApi(AwsAccess.emulator(service.endpoint(), "eu-west-1"), () -> {})) {
      assertThatThrownBy(() -> api.records("iterator", 1)).isInstanceOf(DynamoDbException.class);
      assertThat(service.takeRequests()).isEqualTo(1);
      assertThatThrownBy(() -> api.iterator("stream", "shard", null))
          .isInstanceOf(DynamoDbException.class);
      assertThat(service.takeRequests()).isEqualTo(1);

      assertThatThrownBy(() -> api.describeStream("stream", null, null))
          .isInstanceOf(DynamoDbException.class);
      assertThat(service.takeRequests()).isEqualTo(AwsAccess.Limits.DEFAULT.attempts());
    }
  }
}
