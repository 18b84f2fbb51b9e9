package io.exposuremonitor.job.demo;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** An empty stream with one shard. */
final class FakeStreams implements DynamoDbStreamsClient {
  private static final String STREAM = Company.ORDERS.streamArn();

  @Override
  public ListStreamsResponse listStreams(ListStreamsRequest request) {
    return ListStreamsResponse.builder().streams(s -> s.streamArn(STREAM)).build();
  }

  @Override
  public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
    return DescribeStreamResponse.builder()
        .streamDescription(d -> d.streamArn(STREAM).shards(s -> s.shardId("shardId-1")))
        .build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    return GetShardIteratorResponse.builder().shardIterator("1").build();
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    return GetRecordsResponse.builder().records(List.of()).nextShardIterator("2").build();
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
