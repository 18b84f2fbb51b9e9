package io.exposuremonitor.job.live;

import io.exposuremonitor.emulators.DynamoDbLocal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Tables in DynamoDB Local whose items are inserted, changed and removed. Thread-safe. */
final class ChangingTables implements AutoCloseable {
  private static final int ITEMS = 6;

  private final DynamoDbLocal local = DynamoDbLocal.start();
  private final DynamoDbClient client =
      EmulatedLogFiles.at(local.endpoint(), DynamoDbClient.builder()).build();
  private final DynamoDbStreamsClient streams =
      EmulatedLogFiles.at(local.endpoint(), DynamoDbStreamsClient.builder()).build();
  private final List<String> tables = new CopyOnWriteArrayList<>();

  URI endpoint() {
    return local.endpoint();
  }

  /** Ends each shard, which then has a child. */
  void rollShards() {
    local.rollShards();
  }

  /** Creates a table with a stream unless it exists. */
  void create(String table) {
    if (tables.contains(table)) {
      return;
    }
    client.createTable(
        create ->
            create
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    tables.add(table);
  }

  /** Inserts, changes and removes each item of each table. */
  void write() {
    for (String table : tables) {
      for (int i = 0; i < ITEMS; i++) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("item-" + i));
        for (String note : List.of("first", "second")) {
          Map<String, AttributeValue> item = new HashMap<>(key);
          item.put("note", AttributeValue.fromS(note));
          client.putItem(put -> put.tableName(table).item(item));
        }
        client.deleteItem(delete -> delete.tableName(table).key(key));
      }
    }
  }

  /**
   * The names, by id, of all changes of the tables with the given prefix, read from the beginning,
   * shard by shard.
   */
  Map<String, String> names(String tablePrefix) {
    Map<String, String> names = new HashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Stream stream : streams.listStreams(list -> {}).streams()) {
      if (stream.tableName().startsWith(tablePrefix)) {
        for (Record change : changes(stream.streamArn())) {
          String item = stream.tableName() + '/' + change.dynamodb().keys().get("id").s();
          int number = numbers.merge(item, 1, Integer::sum);
          names.put(change.eventID(), Observations.name(item, number));
        }
      }
    }
    return names;
  }

  /** DynamoDB Local lists parents before their children; each parent has one child. */
  private List<Record> changes(String stream) {
    List<Record> changes = new ArrayList<>();
    String after = null;
    do {
      String from = after;
      var page =
          streams
              .describeStream(describe -> describe.streamArn(stream).exclusiveStartShardId(from))
              .streamDescription();
      for (Shard shard : page.shards()) {
        changes.addAll(changes(stream, shard));
      }
      after = page.lastEvaluatedShardId();
    } while (after != null);
    return changes;
  }

  private List<Record> changes(String stream, Shard shard) {
    List<Record> changes = new ArrayList<>();
    boolean ends = shard.sequenceNumberRange().endingSequenceNumber() != null;
    String iterator =
        streams
            .getShardIterator(
                get ->
                    get.streamArn(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    while (iterator != null) {
      String at = iterator;
      GetRecordsResponse answer = streams.getRecords(get -> get.shardIterator(at));
      changes.addAll(answer.records());
      // An open shard has no end, but nothing more is written to it.
      iterator = answer.records().isEmpty() && !ends ? null : answer.nextShardIterator();
    }
    return changes;
  }

  @Override
  public void close() {
    client.close();
    streams.close();
    local.close();
  }
}
