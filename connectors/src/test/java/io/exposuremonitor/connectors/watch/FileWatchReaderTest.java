package io.exposuremonitor.connectors.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class FileWatchReaderTest {
  private final RecordedOutput output = new RecordedOutput();

  @Test
  void emitsReadingsAndFailures() throws Exception {
    poll(new FileReading(() -> new ObjectFiles(new Bucket())));
    poll(
        new FileReading(
            () -> {
              throw new IllegalStateException("never told");
            }));

    assertThat(output.readings)
        .extracting(Reading::failure)
        .containsExactly("there is no such file or folder", "IllegalStateException");
  }

  @Test
  void failsJobWhenReadingThreadDies() {
    FileReading broken =
        new FileReading(
            () -> {
              throw new NoClassDefFoundError();
            });

    assertThatThrownBy(() -> poll(broken))
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessage("files are watched no more: NoClassDefFoundError");
  }

  private void poll(FileReading reading) throws Exception {
    FileWatchReader reader =
        new FileWatchReader(
            List.of(WatchedPlace.file("s3://bucket/policy.yml")), Duration.ofHours(1), reading);
    try {
      reader.start();
      reader.isAvailable().get(30, TimeUnit.SECONDS);
      reader.pollNext(output);
    } finally {
      reader.close();
    }
  }

  /** Records the emitted readings. */
  private static final class RecordedOutput implements ReaderOutput<Reading> {
    private final List<Reading> readings = new ArrayList<>();

    @Override
    public void collect(Reading reading) {
      readings.add(reading);
    }

    @Override
    public void collect(Reading reading, long timestamp) {
      readings.add(reading);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<Reading> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
  }
}
