package io.exposuremonitor.connectors.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FileWatchReaderTest {
  private static final List<WatchedPlace> POLICY =
      List.of(WatchedPlace.file("s3://bucket/policy.yml"));

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

  @Test
  void readsAgainAtIntervals() throws Exception {
    Bucket bucket = new Bucket();
    bucket.put("policy.yml", "one");
    try (FileWatchReader reader = reader(bucket, Duration.ofMillis(5))) {
      reader.start();
      while (output.readings.size() < 3) {
        reader.isAvailable().get(30, TimeUnit.SECONDS);
        reader.pollNext(output);
      }
    }
    assertThat(output.readings).extracting(Reading::isFailed).containsOnly(false);
  }

  /** A future that stays completed would keep the task busy until the next reading. */
  @Test
  void isUnavailableBetweenReadings() throws Exception {
    try (FileWatchReader reader = reader(new Bucket(), Duration.ofHours(1))) {
      reader.start();
      reader.isAvailable().get(30, TimeUnit.SECONDS);
      reader.pollNext(output);
      assertThat(reader.isAvailable()).isNotDone();
      reader.pollNext(output);
    }
    assertThat(output.readings).hasSize(1);
  }

  @Test
  void closesItsClientAndEndsItsThread() throws Exception {
    Bucket bucket = new Bucket();
    AtomicReference<Thread> thread = new AtomicReference<>();
    FileWatchReader reader =
        new FileWatchReader(
            POLICY,
            Duration.ofHours(1),
            new FileReading(
                () -> {
                  thread.set(Thread.currentThread());
                  return new ObjectFiles(bucket);
                }));
    reader.start();
    reader.isAvailable().get(30, TimeUnit.SECONDS);

    reader.close();

    assertThat(bucket.closed).isTrue();
    thread.get().join(10_000);
    assertThat(thread.get().isAlive()).isFalse();
  }

  /** The task may be cancelled while the first reading still looks for a region or credentials. */
  @Test
  void closesClientThatIsBeingOpened() throws Exception {
    Bucket bucket = new Bucket();
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    FileReading reading =
        new FileReading(
            () -> {
              opening.countDown();
              awaitUninterruptibly(closing);
              return new ObjectFiles(bucket);
            });
    FileWatchReader reader = new FileWatchReader(POLICY, Duration.ofHours(1), reading);
    reader.start();
    opening.await();

    Thread closer = new Thread(reader::close);
    closer.start();
    closer.join(200);
    closing.countDown();
    closer.join(10_000);

    assertThat(closer.isAlive()).isFalse();
    assertThat(bucket.closed).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException ignored) {
        // Creating a client does not notice interrupts either.
      }
    }
  }

  private static FileWatchReader reader(Bucket bucket, Duration interval) {
    return new FileWatchReader(POLICY, interval, new FileReading(() -> new ObjectFiles(bucket)));
  }

  private void poll(FileReading reading) throws Exception {
    try (FileWatchReader reader = new FileWatchReader(POLICY, Duration.ofHours(1), reading)) {
      reader.start();
      reader.isAvailable().get(30, TimeUnit.SECONDS);
      reader.pollNext(output);
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
