package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.TokenBucket;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Paces the calls that the service limits account-wide. Reads are not among them: they are limited
 * per shard, and paced by whatever drives the cursors.
 */
final class PacedStreamsApi implements StreamsApi {
  private final StreamsApi api;
  private final TokenBucket describeStream;
  private final TokenBucket listStreams;
  private final TokenBucket listTags;

  PacedStreamsApi(
      StreamsApi api,
      DynamoDbStreamsSettings.Rates rates,
      LongSupplier nanoClock,
      TokenBucket.Pause pause) {
    this.api = api;
    this.describeStream = new TokenBucket(rates.describeStream(), nanoClock, pause);
    this.listStreams = new TokenBucket(rates.listStreams(), nanoClock, pause);
    this.listTags = new TokenBucket(rates.listTags(), nanoClock, pause);
  }

  @Override
  public ListTablesResponse listTables(@Nullable String after) {
    return api.listTables(after);
  }

  @Override
  public TableDescription describeTable(String table) {
    return api.describeTable(table);
  }

  @Override
  public ListTagsOfResourceResponse tags(String tableArn, @Nullable String token) {
    await(listTags);
    return api.tags(tableArn, token);
  }

  @Override
  public ListStreamsResponse listStreams(@Nullable String table, @Nullable String after) {
    await(listStreams);
    return api.listStreams(table, after);
  }

  @Override
  public StreamDescription describeStream(
      String stream, @Nullable String after, @Nullable String childrenOf) {
    await(describeStream);
    return api.describeStream(stream, after, childrenOf);
  }

  @Override
  public String iterator(String stream, String shard, @Nullable String afterSequence) {
    return api.iterator(stream, shard, afterSequence);
  }

  @Override
  public GetRecordsResponse records(String iterator, int limit) {
    return api.records(iterator, limit);
  }

  @Override
  public void close() {
    api.close();
  }

  private static void await(TokenBucket bucket) {
    try {
      bucket.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // The SDK's own exception for an interrupted call.
      throw AbortedException.create("interrupted while waiting for the rate limit", e);
    }
  }
}
