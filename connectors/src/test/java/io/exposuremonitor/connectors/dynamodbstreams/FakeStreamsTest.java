package io.exposuremonitor.connectors.dynamodbstreams;

class FakeStreamsTest extends DynamoDbStreamsContract {
  @Override
  DynamoDbTables tables() {
    return new FakeStreams();
  }
}
