package io.exposuremonitor.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com, eu-west-1, ",
    "https://sqs.us-gov-west-1.amazonaws.com, us-gov-west-1, ",
    "https://sqs.cn-north-1.amazonaws.com.cn, cn-north-1, ",
    "https://eu-west-1.queue.amazonaws.com, eu-west-1, ",
    "https://sqs-fips.us-east-1.amazonaws.com, us-east-1, https://sqs-fips.us-east-1.amazonaws.com",
    "https://sqs.eu-west-1.api.aws, eu-west-1, https://sqs.eu-west-1.api.aws",
    "https://vpce-1-a.sqs.eu-west-1.vpce.amazonaws.com, eu-west-1,"
        + " https://vpce-1-a.sqs.eu-west-1.vpce.amazonaws.com",
    "http://127.0.0.1:9324, , http://127.0.0.1:9324",
    "https://queue.amazonaws.com, , https://queue.amazonaws.com",
    "https://queue.amazonaws.example, , https://queue.amazonaws.example",
    "https://sqs.eu-west-1.amazonaws.com.example, , https://sqs.eu-west-1.amazonaws.com.example",
    "https://xsqs.eu-west-1.amazonaws.com, , https://xsqs.eu-west-1.amazonaws.com"
  })
  void readsRegionAndEndpointFromUrl(String base, String region, String endpoint) {
    QueueUrl url = QueueUrl.of(base + "/123456789012/trail");

    assertThat(url.region().orElse(null)).isEqualTo(region);
    assertThat(url.endpoint().map(String::valueOf).orElse(null)).isEqualTo(endpoint);
  }
}
