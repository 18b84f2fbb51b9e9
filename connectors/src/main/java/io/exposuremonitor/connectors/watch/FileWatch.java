package io.exposuremonitor.connectors.watch;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A source that reads files periodically and emits each reading, changed or not. Runs with
 * parallelism 1. Keeps no state: after a restart it emits what there is then.
 */
public final class FileWatch implements Source<Reading, WatchSplit, WatchSplit> {
  private static final long serialVersionUID = 1L;

  private final List<WatchedPlace> places;
  private final Duration interval;
  private final SerializableSupplier<FileReading> reading;

  /**
   * @param places read together
   * @param interval from the end of one reading to the start of the next
   */
  public FileWatch(List<WatchedPlace> places, Duration interval) {
    this(places, interval, FileReading::new);
  }

  FileWatch(
      List<WatchedPlace> places, Duration interval, SerializableSupplier<FileReading> reading) {
    this.places = List.copyOf(places);
    this.interval = interval;
    this.reading = reading;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Reading, WatchSplit> createReader(SourceReaderContext context) {
    return new FileWatchReader(places, interval, reading.get());
  }

  @Override
  public SplitEnumerator<WatchSplit, WatchSplit> createEnumerator(
      SplitEnumeratorContext<WatchSplit> context) {
    return new NothingToDistribute();
  }

  @Override
  public SplitEnumerator<WatchSplit, WatchSplit> restoreEnumerator(
      SplitEnumeratorContext<WatchSplit> context, WatchSplit checkpoint) {
    return new NothingToDistribute();
  }

  @Override
  public SimpleVersionedSerializer<WatchSplit> getSplitSerializer() {
    return WatchSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<WatchSplit> getEnumeratorCheckpointSerializer() {
    return WatchSplit.SERIALIZER;
  }
}
