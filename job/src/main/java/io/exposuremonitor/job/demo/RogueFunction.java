package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Api;
import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The function that the intruder attaches. It really reads the stream of orders from its start. The
 * trail's selectors name tables, which includes reads of their streams, so these calls leave the
 * records that Lambda's polling leaves, until the selectors are narrowed. Thread-safe.
 */
final class RogueFunction {
  private final DynamoDbStreamsClient streams;
  private final Trail trail;
  private final Ledger ledger;
  private final Map<String, String> iterators = new HashMap<>();
  private boolean attached;

  RogueFunction(DynamoDbStreamsClient streams, Trail trail, Ledger ledger) {
    this.streams = streams;
    this.trail = trail;
    this.ledger = ledger;
  }

  /** The name under which the ledger counts what the function reads. */
  static String loot() {
    return Company.ORDERS.name() + " (stream)";
  }

  /** Attaches the function and polls at once, before the intruder narrows the selectors. */
  synchronized void attach() {
    attached = true;
    poll();
  }

  /** Copies what has arrived since the last call; does nothing before the function is attached. */
  synchronized void poll() {
    if (!attached) {
      return;
    }
    String stream =
        streams.listStreams(list -> list.tableName(Company.ORDERS.name())).streams().stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("orders have no stream"))
            .streamArn();
    List<Shard> shards =
        streams.describeStream(d -> d.streamArn(stream)).streamDescription().shards();
    for (Shard shard : shards) {
      String iterator =
          iterators.computeIfAbsent(shard.shardId(), id -> oldest(stream, shard.shardId()));
      if (!iterator.isEmpty()) {
        read(shard.shardId(), iterator);
      }
    }
  }

  private String oldest(String stream, String shard) {
    JsonText parameters = new JsonText().object().field("streamArn", Company.ORDERS.streamArn());
    parameters.field("shardId", shard).field("shardIteratorType", "TRIM_HORIZON").endObject();
    record("GetShardIterator", parameters);
    return streams
        .getShardIterator(
            get ->
                get.streamArn(stream)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private void read(String shard, String iterator) {
    JsonText parameters = new JsonText().object();
    parameters.field("shardIterator", Company.ORDERS.streamArn() + "|1|AAAAAAAAAAE").endObject();
    record("GetRecords", parameters);
    GetRecordsResponse got = streams.getRecords(get -> get.shardIterator(iterator));
    List<Map<String, AttributeValue>> items =
        got.records().stream().map(RogueFunction::image).filter(i -> !i.isEmpty()).toList();
    if (!items.isEmpty()) {
      ledger.took(Company.INTRUDER.id(), loot(), Company.ORDERS.partitionKey(), items);
    }
    @Nullable String next = got.nextShardIterator();
    iterators.put(shard, Objects.requireNonNullElse(next, ""));
  }

  private void record(String name, JsonText parameters) {
    trail.record(Call.onItems(Company.FUNCTION, Api.read(name), Company.ORDERS, parameters));
  }

  private static Map<String, AttributeValue> image(Record change) {
    return change.dynamodb().newImage();
  }
}
