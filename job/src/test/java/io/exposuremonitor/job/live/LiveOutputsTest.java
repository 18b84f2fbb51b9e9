package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveOutputsTest {
  private final TimeZone usual = TimeZone.getDefault();

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Los_Angeles"})
  void namesFoldersByUtcDayInAnyTimeZone(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    BucketAssigner<String, String> days = LiveOutputs.days();

    assertThat(days.getBucketId("line", at("2026-11-26T00:00:00Z"))).isEqualTo("2026-11-26");
    assertThat(days.getBucketId("line", at("2026-11-26T23:59:59Z"))).isEqualTo("2026-11-26");
  }

  private static BucketAssigner.Context at(String instant) {
    long now = Instant.parse(instant).toEpochMilli();
    return new BucketAssigner.Context() {
      @Override
      public long currentProcessingTime() {
        return now;
      }

      @Override
      public long currentWatermark() {
        return Long.MIN_VALUE;
      }

      @Override
      public Long timestamp() {
        return now;
      }
    };
  }
}
