package io.exposuremonitor.connectors.watch;

import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own, so that a service that hangs holds up no checkpoint. A reading that
 * was not taken when the next comes is dropped. An error of the virtual machine, such as too little
 * memory, fails the job: otherwise reading would end silently with that thread.
 */
final class FileWatchReader implements SourceReader<Reading, WatchSplit> {
  private final List<WatchedPlace> places;
  private final Duration interval;
  private final FileReading reading;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("file watch"));

  private @Nullable ScheduledFuture<?> readings;

  // Guarded by this.
  private @Nullable Reading newest;
  private @Nullable Error fatal;
  private CompletableFuture<Void> available = new CompletableFuture<>();

  FileWatchReader(List<WatchedPlace> places, Duration interval, FileReading reading) {
    this.places = places;
    this.interval = interval;
    this.reading = reading;
  }

  @Override
  public void start() {
    readings =
        thread.scheduleWithFixedDelay(this::read, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read() {
    try {
      offer(reading.read(places));
    } catch (RuntimeException unexpected) {
      offer(Reading.failed(places.get(0), Reason.of(unexpected)));
    } catch (Error ended) {
      fail(ended);
      throw ended;
    }
  }

  private synchronized void offer(Reading read) {
    newest = read;
    available.complete(null);
  }

  private synchronized void fail(Error ended) {
    fatal = ended;
    available.complete(null);
  }

  @Override
  public synchronized InputStatus pollNext(ReaderOutput<Reading> output) {
    if (fatal != null) {
      String cause = Reason.of(fatal);
      throw new FlinkRuntimeException("files are watched no more: " + cause, fatal);
    }
    Reading read = newest;
    if (read != null) {
      newest = null;
      available = new CompletableFuture<>();
      output.collect(read);
    }
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public synchronized CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public List<WatchSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void addSplits(List<WatchSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    if (readings != null) {
      readings.cancel(true);
    }
    thread.shutdownNow();
    reading.close();
  }
}
