package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.emulators.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Tables of DynamoDB Local. */
final class EmulatedTables implements DynamoDbTables, AutoCloseable {
  private final DynamoDbLocal local;
  private final AwsClients clients;
  private final DynamoDbClient client;
  private final StreamsApi api;

  EmulatedTables(DynamoDbLocal local) {
    this.local = local;
    this.clients = new AwsClients(access(), () -> {});
    this.client = clients.blocking(DynamoDbClient.builder());
    this.api = new SdkStreamsApi(access(), () -> {});
  }

  AwsAccess access() {
    return AwsAccess.emulator(local.endpoint(), "eu-west-1");
  }

  @Override
  public StreamsApi api() {
    return api;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Instant now() {
    return clock().instant().truncatedTo(ChronoUnit.MINUTES);
  }

  @Override
  public void age(Duration by) {
    local.dilate(by);
  }

  @Override
  public String create(String table, boolean stream, Map<String, String> tags) {
    var request =
        CreateTableRequest.builder()
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
            .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList());
    if (stream) {
      request.streamSpecification(
          s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
    }
    return client.createTable(request.build()).tableDescription().tableArn();
  }

  @Override
  public void put(String table, String id) {
    client.putItem(
        request -> request.tableName(table).item(Map.of("id", AttributeValue.fromS(id))));
  }

  @Override
  public void stream(String table, boolean enabled) {
    client.updateTable(
        request ->
            request
                .tableName(table)
                .streamSpecification(
                    s ->
                        s.streamEnabled(enabled)
                            .streamViewType(enabled ? StreamViewType.NEW_AND_OLD_IMAGES : null)));
  }

  @Override
  public void roll() {
    local.rollShards();
  }

  @Override
  public void close() {
    api.close();
    client.close();
    clients.close();
  }
}
