package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.source.ForwardingOutput;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Gives each shard one of the engine's outputs, and so a watermark of its own, under an id that is
 * reused once the shard is released. The engine reports metrics of each split, with its id as a
 * label, and keeps their groups until the task ends: with a new id for each shard, memory would
 * grow without bound, since shards of DynamoDB Streams last only for hours.
 *
 * <p>When shards are assigned, the engine creates an output for the one id by which it knows them
 * all; it holds back the watermark until the shards' own outputs are {@link #begin begun}.
 *
 * <p>Marks an output as idle before it is released. The engine doesn't re-evaluate the remaining
 * outputs when one is released: without this, a reader whose last shard has ended would hold back
 * the watermark of the whole job for good, although it is idle (FLINK-39586; Kafka's source does
 * the same since FLINK-40094).
 *
 * <p>A reader that was idle and gets a shard again counts as active once that shard is read beyond
 * the reader's earlier progress (FLINK-40504): until then its events may be late.
 *
 * @param <T> the element
 */
final class ShardOutputs<T> extends ForwardingOutput<T> {
  private final OutputIds ids;

  /**
   * @param ids of the reader
   */
  ShardOutputs(ReaderOutput<T> main, OutputIds ids) {
    super(main);
    this.ids = ids;
  }

  /** Creates the outputs of shards that were assigned. */
  void begin(List<String> splits) {
    splits.forEach(this::createOutputForSplit);
    releaseIdle(ShardSplit.ANY);
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main().createOutputForSplit(ids.of(splitId));
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    releaseIdle(ids.release(splitId));
  }
}
