package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The calls by the AWS SDK. Reads are made once: each shard has a pace of its own, which decides
 * when a failed one is tried again, while the threads read other shards.
 */
final class SdkStreamsApi implements StreamsApi {
  private final AwsClients clients;
  private final DynamoDbClient tables;
  private final DynamoDbStreamsClient streams;
  private final DynamoDbStreamsClient reads;

  /**
   * @param onRetry called when the SDK retries a call
   */
  SdkStreamsApi(AwsAccess access, Runnable onRetry) {
    this.clients = new AwsClients(access, onRetry);
    this.tables = clients.blocking(DynamoDbClient.builder());
    this.streams = clients.blocking(DynamoDbStreamsClient.builder());
    this.reads = clients.blockingOnce(DynamoDbStreamsClient.builder());
  }

  @Override
  public ListTablesResponse listTables(@Nullable String after) {
    return tables.listTables(request -> request.exclusiveStartTableName(after));
  }

  @Override
  public TableDescription describeTable(String table) {
    return tables.describeTable(request -> request.tableName(table)).table();
  }

  @Override
  public ListTagsOfResourceResponse tags(String tableArn, @Nullable String token) {
    return tables.listTagsOfResource(request -> request.resourceArn(tableArn).nextToken(token));
  }

  @Override
  public ListStreamsResponse listStreams(@Nullable String table, @Nullable String after) {
    return streams.listStreams(request -> request.tableName(table).exclusiveStartStreamArn(after));
  }

  @Override
  public StreamDescription describeStream(
      String stream, @Nullable String after, @Nullable String childrenOf) {
    var request = DescribeStreamRequest.builder().streamArn(stream).exclusiveStartShardId(after);
    if (childrenOf != null) {
      request.shardFilter(filter -> filter.type(ShardFilterType.CHILD_SHARDS).shardId(childrenOf));
    }
    return streams.describeStream(request.build()).streamDescription();
  }

  @Override
  public String iterator(String stream, String shard, @Nullable String afterSequence) {
    var type =
        afterSequence == null
            ? ShardIteratorType.TRIM_HORIZON
            : ShardIteratorType.AFTER_SEQUENCE_NUMBER;
    return reads
        .getShardIterator(
            request ->
                request
                    .streamArn(stream)
                    .shardId(shard)
                    .shardIteratorType(type)
                    .sequenceNumber(afterSequence))
        .shardIterator();
  }

  @Override
  public GetRecordsResponse records(String iterator, int limit) {
    return reads.getRecords(request -> request.shardIterator(iterator).limit(limit));
  }

  @Override
  public void close() {
    reads.close();
    streams.close();
    tables.close();
    clients.close();
  }
}
