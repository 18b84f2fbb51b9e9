package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.settings.RunSettings.Remote;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutletsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-central-1:111122223333:stream/findings";
  private static final URI KINESIS = URI.create("http://127.0.0.1:1/");
  private static final URI S3 = URI.create("http://127.0.0.1:2/");

  private static Remote remote(String bucket, String region) {
    return new Remote(STREAM, Optional.of(KINESIS), bucket, region, Optional.of(S3), "", "");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://findings, findings, ''",
    "s3://findings/, findings, ''",
    "s3://findings/a/b, findings, a/b/",
    "s3://findings/a/b/, findings, a/b/"
  })
  void splitsBucketAndPrefix(String setting, String bucket, String prefix) {
    Outlets.Bucket outlet = (Outlets.Bucket) Outlets.bucket(remote(setting, ""));
    assertThat(outlet.bucket()).isEqualTo(bucket);
    assertThat(outlet.prefix()).isEqualTo(prefix);
    assertThat(outlet.access().endpoint()).isEqualTo(S3);
    assertThat(outlet.access().region()).isNull();
  }

  @Test
  void usesConfiguredRegionOfBucketAndOwnRegionOfStream() {
    Outlets.Bucket bucket = (Outlets.Bucket) Outlets.bucket(remote("s3://findings", "eu-west-3"));
    assertThat(bucket.access().region()).isEqualTo("eu-west-3");

    Outlets.Stream stream = (Outlets.Stream) Outlets.stream(remote("s3://findings", "eu-west-3"));
    assertThat(stream.arn()).isEqualTo(STREAM);
    assertThat(stream.access().region()).isEqualTo("eu-central-1");
    assertThat(stream.access().endpoint()).isEqualTo(KINESIS);
  }
}
