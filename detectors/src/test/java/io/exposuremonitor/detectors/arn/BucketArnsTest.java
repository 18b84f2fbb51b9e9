package io.exposuremonitor.detectors.arn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketArnsTest {
  @Test
  void buildsArnInPartitionOfRegion() {
    assertThat(BucketArns.build("eu-west-1", "exports")).isEqualTo("arn:aws:s3:::exports");
    assertThat(BucketArns.build("cn-north-1", "exports")).isEqualTo("arn:aws-cn:s3:::exports");
    assertThat(BucketArns.build("", "exports")).isEqualTo("arn:aws:s3:::exports");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::exports, arn:aws:s3:::exports, exports",
    "arn:aws:s3:::exports/daily/AWSDynamoDB/01:ab, arn:aws:s3:::exports, exports",
    "arn:aws-us-gov:s3:::exports/, arn:aws-us-gov:s3:::exports, exports",
    "exports, exports, exports",
    "'', '', ''",
  })
  void extractsBucketFromObjectArn(String arn, String bucket, String name) {
    assertThat(BucketArns.of(arn)).isEqualTo(bucket);
    assertThat(BucketArns.name(arn)).isEqualTo(name);
  }
}
