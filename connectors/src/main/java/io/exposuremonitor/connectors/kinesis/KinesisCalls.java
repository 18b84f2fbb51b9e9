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
 * The calls of Kinesis that are made, and no others: the port below which only the SDK is. They
 * throw the SDK's exceptions, block within a time limit of their own (but {@link #subscribe}), and
 * may come from several threads.
 */
interface KinesisCalls extends AutoCloseable {

  /** DescribeStreamSummary. */
  StreamDescriptionSummary describe(String stream);

  /**
   * A page of ListShards, in the order of the ids.
   *
   * @param after lists from behind this shard; null for all
   */
  ListShardsResponse shards(String stream, @Nullable String after);

  /** GetShardIterator. */
  String iterator(ShardKey shard, StartingPosition from);

  /** GetRecords. */
  GetRecordsResponse records(String stream, String iterator);

  /**
   * SubscribeToShard. Returns at once; the subscriber is told of everything on the client's own
   * threads, failure included, and must not block them. It may be told of a failure twice.
   */
  void subscribe(
      String consumer,
      String shard,
      StartingPosition from,
      Subscriber<SubscribeToShardEvent> subscriber);

  @Override
  void close();
}
