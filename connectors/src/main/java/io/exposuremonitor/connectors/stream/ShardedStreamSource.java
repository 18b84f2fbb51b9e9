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
 * An unbounded source of the records of sharded streams: Kinesis data streams and DynamoDB Streams
 * alike, told apart by their {@link StreamService}. Several streams may be read by one source;
 * streams that appear are read from their oldest record on, streams that end are told as a gap.
 *
 * <p>Every record comes at least once, and exactly once in state when checkpoints are exactly once.
 * Records of a shard come in order, and those of a child after those of its parents; a subtask
 * reads a whole lineage unless loads are uneven. The timestamp of an element is the arrival of its
 * last record. Shards without records hold back the watermark: set {@code
 * WatermarkStrategy.withIdleness} to several times the longest idle pause. Subtasks without shards
 * declare themselves idle.
 *
 * <p>Lost records are never skipped in silence: gaps come as elements, by {@link
 * ShardRecordDecoder#gap}. Metrics: {@link StreamMetrics}.
 *
 * @param <R> a record as the service's client gives it
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
   * @param factory makes the service; called once in the coordinator and once in each subtask
   * @param decoder what the records hold
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
    // A shard that may not be read brings no record with which the gap could go.
    gaps.wakeBy(fetchers.getQueue()::notifyAvailable);
    return new ShardSourceReader<>(
        fetchers, decoder, gaps, new ReaderProgress(System::nanoTime), context);
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
