package io.exposuremonitor.connectors.dynamodbstreams;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The calls to DynamoDB and DynamoDB Streams, as a port that a fake can implement. Each blocks,
 * throws the SDK's exceptions and may be made from several threads.
 */
interface StreamsApi extends AutoCloseable {

  /**
   * A page of the account's tables.
   *
   * @param after the previous page's last; null for the first page
   */
  ListTablesResponse listTables(@Nullable String after);

  /**
   * @param table name or ARN
   */
  TableDescription describeTable(String table);

  /** A page of a table's tags. */
  ListTagsOfResourceResponse tags(String tableArn, @Nullable String token);

  /**
   * A page of streams: enabled ones, and those that were disabled within a day.
   *
   * @param table only of the table with this name; null for all tables of the account
   * @param after the previous page's last ARN; null for the first page
   */
  ListStreamsResponse listStreams(@Nullable String table, @Nullable String after);

  /**
   * A stream with a page of its shards.
   *
   * @param after the previous page's last shard; null for the first page
   * @param childrenOf only this shard's children, if the endpoint supports that filter; null for
   *     all shards
   */
  StreamDescription describeStream(
      String stream, @Nullable String after, @Nullable String childrenOf);

  /**
   * An iterator, valid for 15 minutes.
   *
   * @param afterSequence reads behind this record; null for the oldest that is retained
   */
  String iterator(String stream, String shard, @Nullable String afterSequence);

  /** Reads; the next iterator is null at the end of a closed shard. */
  GetRecordsResponse records(String iterator, int limit);

  @Override
  void close();
}
