package io.exposuremonitor.detectors.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerIdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "amazon-kinesis-client-library-java-KCL-ConsumerId-Ab3/+efghijklmno/3.5.1 aws-sdk-java/2.42",
        "KCL-ConsumerId-Ab3__efghijklmno-amazon-kinesis-client-library-java/3.2.0",
        "KCL-ConsumerId-Ab3_+efghijklmno catchup#1-T#60-S#3 amazon-kinesis-client-library-java/3"
      })
  void findsIdAnywhereInUserAgent(String userAgent) {
    assertThat(ConsumerIds.inUserAgent(userAgent)).isEqualTo("Ab3__efghijklmno");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "amazon-kinesis-client-library-java/2.6.0",
        "KCL-ConsumerId-tooShort",
        "KCL-ConsumerId-with blanks in it 3.5.1"
      })
  void findsNoIdInOtherUserAgents(String userAgent) {
    assertThat(ConsumerIds.inUserAgent(userAgent)).isEmpty();
  }

  @Test
  void idOfLeaseTableMatchesUserAgent() {
    String id = ConsumerIds.ofLeaseTable("arn:aws:dynamodb:eu-west-1:111122223333:table/indexer");

    assertThat(id).hasSize(16);
    assertThat(ConsumerIds.inUserAgent("x-KCL-ConsumerId-" + id + "/3.5.1")).isEqualTo(id);
  }
}
