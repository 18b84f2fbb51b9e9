package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KinesisSettingsTest {
  private static final String TRAIL = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String ITEMS = "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/items";
  private static final String CONSUMER = TRAIL + "/consumer/monitor:1700000000";

  @Test
  void usesFanOutOnlyForStreamsWithAConsumer() {
    var settings = polling(TRAIL, ITEMS).withConsumers(List.of(CONSUMER));

    assertThat(settings.consumer(TRAIL)).isEqualTo(CONSUMER);
    assertThat(settings.consumer(ITEMS)).isNull();
    assertThat(settings.maxRecords()).isEqualTo(10_000);
    assertThat(settings.silence()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void derivesRegionsFromArns() {
    assertThat(KinesisSettings.region(ITEMS)).isEqualTo("cn-north-1");
    assertThat(KinesisSettings.region(CONSUMER)).isEqualTo("eu-west-1");
  }

  @Test
  void rejectsInvalidSettings() {
    assertThatIllegalArgumentException().isThrownBy(() -> polling("trail"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling("arn:aws:sqs:eu-west-1:123456789012:queue"));
    assertThatIllegalArgumentException().isThrownBy(() -> polling(TRAIL, TRAIL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling(ITEMS).withConsumers(List.of(CONSUMER)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling(TRAIL).withConsumers(List.of(TRAIL)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling(TRAIL).withConsumers(List.of(CONSUMER, CONSUMER)));
    for (int records : new int[] {0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new KinesisSettings(
                      List.of(TRAIL),
                      List.of(),
                      AwsAccess.DEFAULT,
                      records,
                      Duration.ofMinutes(1)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new KinesisSettings(
                    List.of(TRAIL), List.of(), AwsAccess.DEFAULT, 1, Duration.ofSeconds(9)));
  }

  @Test
  void createsSerializableFactories() throws IOException, ClassNotFoundException {
    var access = AwsAccess.emulator(URI.create("http://127.0.0.1:1"), "eu-west-1");
    var factory = KinesisService.factory(KinesisSettings.polling(List.of(TRAIL), access));

    Object copy =
        InstantiationUtil.deserializeObject(
            InstantiationUtil.serializeObject(factory), getClass().getClassLoader());

    assertThat(copy).isNotNull();
  }

  private static KinesisSettings polling(String... streams) {
    return KinesisSettings.polling(List.of(streams), AwsAccess.DEFAULT);
  }
}
