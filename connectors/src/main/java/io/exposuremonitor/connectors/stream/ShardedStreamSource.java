package io.exposuremonitor.connectors.stream;

import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An unbounded source of the records of sharded streams: both Kinesis data streams and DynamoDB
 * Streams, depending on the {@link StreamService}. One source may read several streams; streams
 * that appear are read from their oldest record on, streams that end are reported as a gap.
 *
 * <p>Every record is delivered at least once, and exactly once in state when checkpoints are
 * exactly once. Records of a shard come in order, and those of a child after those of its parents;
 * a subtask reads a whole lineage unless loads are uneven. The timestamp of an element is the
 * arrival of its last record. Shards without records hold back the watermark: set {@code
 * WatermarkStrategy.withIdleness} to several times the longest idle pause. Subtasks without shards
 * declare themselves idle.
 *
 * <p>Lost records are never skipped silently: gaps are emitted as elements, by {@link
 * ShardRecordDecoder#gap}. Metrics: {@link StreamMetrics}.
 *
 * @param <R> a record as the service's client returns it
 * @param <T> the element
 */
public final class ShardedStreamSource<R, T>
    implements Source<T, ShardSplit, EnumeratorState>,
        SupportsSplitReassignmentOnRecovery,
        ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final StreamService.Factory<R> factory;
  private final ShardRecordDecoder<R, T> decoder;
  private final ShardedStreamSettings settings;

  /**
   * @param factory creates the service; called once in the coordinator and once in each subtask
   * @param decoder decodes the records
   */
  public ShardedStreamSource(
      StreamService.Factory<R> factory,
      ShardRecordDecoder<R, T> decoder,
      ShardedStreamSettings settings) {
    this.factory = factory;
    this.decoder = decoder;
    this.settings = settings;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, ShardSplit> createReader(SourceReaderContext context) {
    LongSupplier wallMillis = InstantSource.system()::millis;
    ReaderMetrics metrics =
        new ReaderMetrics(context.metricGroup(), settings, wallMillis, System::nanoTime);
    GapCarrier gaps = new GapCarrier();
    ShardFetcherManager<R> fetchers =
        new ShardFetcherManager<>(
            () ->
                new ShardSplitReader<>(
                    factory,
                    settings,
                    metrics,
                    gaps::unplaced,
                    wallMillis,
                    System::nanoTime,
                    new Random()),
            context.getConfiguration());
    // A shard that may not be read delivers no records with which the gap could be emitted.
    gaps.wakeBy(fetchers.getQueue()::notifyAvailable);
    return new ShardSourceReader<>(
        fetchers, decoder, gaps, new ReaderProgress(System::nanoTime, wallMillis), context);
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) {
    return restoreEnumerator(context, EnumeratorState.initial());
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, EnumeratorState state) {
    return new ShardEnumerator(context, factory, settings, InstantSource.system()::millis, state);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
    return new EnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return decoder.type();
  }
}
