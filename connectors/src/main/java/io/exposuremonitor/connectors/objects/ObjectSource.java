package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.ObjectEnumerator.Timing;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects that a queue announces, that a listing finds, or both. At least once: elements
 * emitted since the last checkpoint are emitted again after a failure, and nothing else is.
 *
 * <p>Life of an object: (1) it is announced by a message or found by a listing, unless it was
 * announced recently; (2) it waits in the enumerator's state; (3) it is assigned to a reader that
 * requests it, in whose state it remains from then on, with the number of emitted elements; (4) it
 * is read to its end, and forgotten by the reader. Its message is deleted as soon as a checkpoint
 * has completed that holds the object in (2) or (3). So a job that is started from a savepoint
 * older than its last checkpoint misses the objects in between, unless they are listed by a {@link
 * Backfill}.
 *
 * <p>Checkpointing must be enabled, else no message is ever deleted. All objects of a reader share
 * one watermark (see {@link SharedOutput}).
 *
 * @param <T> the element
 */
public final class ObjectSource<T>
    implements Source<T, ObjectSplit, ObjectEnumeratorState>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final ObjectDecoder<T> decoder;
  private final ObjectSourceSettings settings;
  private final ObjectStore.Factory stores;
  private final MessageQueue.@Nullable Factory queues;

  /**
   * @param decoder of the objects
   * @param stores creates the store that holds them
   * @param queues creates the queue that announces them; null when they are only listed, and the
   *     source then ends
   * @throws IllegalArgumentException when there is neither a queue nor a listing
   */
  public ObjectSource(
      ObjectDecoder<T> decoder,
      ObjectSourceSettings settings,
      ObjectStore.Factory stores,
      MessageQueue.@Nullable Factory queues) {
    if (queues == null && settings.backfills().isEmpty()) {
      throw new IllegalArgumentException("objects must be announced by a queue or listed");
    }
    this.decoder = decoder;
    this.settings = settings;
    this.stores = stores;
    this.queues = queues;
  }

  @Override
  public Boundedness getBoundedness() {
    return queues == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return decoder.type();
  }

  @Override
  public SourceReader<T, ObjectSplit> createReader(SourceReaderContext context) {
    ObjectReaderMetrics metrics = new ObjectReaderMetrics(context.metricGroup());
    AtomicInteger postponed = new AtomicInteger();
    return new ObjectSourceReader<>(
        () ->
            new ObjectSplitReader<>(
                stores.create(metrics.retriedCalls::inc),
                decoder,
                metrics,
                settings.reading(),
                random(),
                postponed),
        metrics,
        settings.reading().slots(),
        postponed,
        context);
  }

  @Override
  public SplitEnumerator<ObjectSplit, ObjectEnumeratorState> createEnumerator(
      SplitEnumeratorContext<ObjectSplit> context) {
    return restoreEnumerator(context, ObjectEnumeratorState.empty());
  }

  @Override
  public SplitEnumerator<ObjectSplit, ObjectEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<ObjectSplit> context, ObjectEnumeratorState state) {
    LongSupplier wallMillis = InstantSource.system()::millis;
    ObjectEnumeratorMetrics metrics =
        new ObjectEnumeratorMetrics(context.metricGroup(), wallMillis);
    EnumeratorCalls calls =
        new EnumeratorCalls(
            stores.create(metrics.retriedCalls::inc),
            queues == null ? null : queues.create(metrics.retriedCalls::inc),
            settings.queue());
    return new ObjectEnumerator(
        context,
        new ObjectLedger(settings, queues != null, metrics, state),
        calls,
        metrics,
        new Timing(settings.reading().backoff(), wallMillis, random()));
  }

  /** A thread-safe generator. */
  private static RandomGenerator random() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  @Override
  public SimpleVersionedSerializer<ObjectSplit> getSplitSerializer() {
    return ObjectSplitSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<ObjectEnumeratorState> getEnumeratorCheckpointSerializer() {
    return ObjectEnumeratorStateSerializer.INSTANCE;
  }
}
