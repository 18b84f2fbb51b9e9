package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.ShardKey;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * Port to the calls of Kinesis, which only the SDK implements. Calls throw the SDK's exceptions,
 * block within their own time limit (except {@link #subscribe}), and may come from several threads.
 */
interface KinesisCalls extends AutoCloseable {

  /** DescribeStreamSummary. */
  StreamDescriptionSummary describe(String stream);

  /**
   * A page of ListShards, in the order of the ids.
   *
   * @param after lists the shards after this one; null for all
   */
  ListShardsResponse shards(String stream, @Nullable String after);

  /** GetShardIterator. */
  String iterator(ShardKey shard, StartingPosition from);

  /** GetRecords. */
  GetRecordsResponse records(String stream, String iterator);

  /**
   * SubscribeToShard. Returns at once; the subscriber is called for everything, including failure,
   * on the client's own threads, and must not block them. It may get a failure twice.
   */
  void subscribe(
      String consumer,
      String shard,
      StartingPosition from,
      Subscriber<SubscribeToShardEvent> subscriber);

  @Override
  void close();
}
