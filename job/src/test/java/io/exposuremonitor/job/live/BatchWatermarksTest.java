package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class BatchWatermarksTest {
  private static final Instant EVENT = Instant.parse("2025-11-22T10:00:00Z");
  private static final long NOW = EVENT.plusSeconds(7_200).toEpochMilli();

  private final BatchWatermarks watermarks = new BatchWatermarks();

  @Test
  void followNewestEvent() {
    watermarks.onEvent(scan(EVENT), NOW, null);
    watermarks.onEvent(scan(EVENT.minusSeconds(60)), NOW, null);

    assertThat(emitted()).containsExactly(EVENT.toEpochMilli() - 1);
  }

  @Test
  void doNotAdvanceForBatchWithoutEvents() {
    DecodedBatch gap = DecodedBatch.of(new Gap(Gap.Cause.TRIMMED, "s", "", 0, NOW, ""));
    watermarks.onEvent(gap, NOW, null);
    assertThat(emitted()).isEmpty();

    watermarks.onEvent(scan(EVENT), NOW, null);
    watermarks.onEvent(gap, NOW, null);
    assertThat(emitted()).containsExactly(EVENT.toEpochMilli() - 1);
  }

  @Test
  void doNotExceedArrivalOfFutureEvents() {
    watermarks.onEvent(scan(EVENT.plusSeconds(86_400)), NOW, null);

    assertThat(emitted()).containsExactly(NOW - 1);
  }

  private List<Long> emitted() {
    List<Long> emitted = new ArrayList<>();
    watermarks.onPeriodicEmit(
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark watermark) {
            emitted.add(watermark.getTimestamp());
          }

          @Override
          public void markIdle() {
            throw new AssertionError("not asked for");
          }

          @Override
          public void markActive() {
            throw new AssertionError("not asked for");
          }
        });
    return emitted;
  }

  private static DecodedBatch scan(Instant time) {
    DecoderFactory decoders =
        new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE));
    BatchCollector collector = new BatchCollector("test", decoders.itemChanges());
    byte[] scan = TrailRecords.scan("id", "u", "orders", time).getBytes(StandardCharsets.UTF_8);
    decoders.get().decode(scan, 0, scan.length, collector);
    return collector.drain(1, scan.length);
  }
}
