package io.exposuremonitor.job.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Ordinary calls of services on items: reads, writes, batches and transactions. */
final class ItemCalls {
  private static final Api GET_ITEM = Api.read("GetItem");
  private static final Api QUERY = Api.read("Query");
  private static final Api BATCH_GET_ITEM = Api.read("BatchGetItem");
  private static final Api TRANSACT_GET_ITEMS = Api.read("TransactGetItems");
  private static final Api PUT_ITEM = Api.write("PutItem");
  private static final Api UPDATE_ITEM = Api.write("UpdateItem");
  private static final Api DELETE_ITEM = Api.write("DeleteItem");
  private static final Api BATCH_WRITE_ITEM = Api.write("BatchWriteItem");
  private static final Api TRANSACT_WRITE_ITEMS = Api.write("TransactWriteItems");

  private final Population population;
  private final SplittableRandom random;

  ItemCalls(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  Call getItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = parameters(table);
    table.writeKey(parameters, "key", Population.item(table, random));
    if (random.nextInt(4) == 0) {
      parameters.field("consistentRead", true);
    }
    if (random.nextInt(4) == 0) {
      writeProjection(parameters, table.attributes());
    }
    return sometimesThrottled(onItems(service, GET_ITEM, table, parameters));
  }

  Call query() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    boolean index = random.nextInt(5) == 0;
    String key = index ? table.attributes().get(0) : table.partitionKey();
    JsonText parameters = parameters(table);
    if (index) {
      parameters.field("indexName", table.index());
    }
    parameters.object("key");
    parameters.field(key, table.partition(Population.item(table, random))).endObject();
    boolean range = !index && !table.sortKey().isEmpty();
    parameters.field(
        "keyConditionExpression", range ? "#n0 = :v0 AND begins_with(#n1, :v1)" : "#n0 = :v0");
    parameters.object("expressionAttributeNames").field("#n0", key);
    if (range) {
      parameters.field("#n1", table.sortKey());
    }
    parameters.endObject();
    if (random.nextInt(3) == 0) {
      parameters.field("limit", 25).field("scanIndexForward", false);
    }
    return sometimesThrottled(onItems(service, QUERY, table, parameters));
  }

  Call batchGetItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = new JsonText().object().object("requestItems").object(table.name());
    parameters.array("keys");
    for (int i = 2 + random.nextInt(7); i > 0; i--) {
      parameters.object();
      table.writeKeyFields(parameters, Population.item(table, random));
      parameters.endObject();
    }
    parameters.endArray().endObject().endObject();
    return onItems(service, BATCH_GET_ITEM, table, parameters);
  }

  Call putItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = parameters(table);
    table.writeKey(parameters, "key", Population.item(table, random));
    writeNames(parameters, table);
    if (random.nextInt(3) == 0) {
      parameters.field("conditionExpression", "attribute_not_exists(#k)");
      parameters.object("expressionAttributeNames").field("#k", table.partitionKey()).endObject();
    }
    return sometimesRefused(onItems(service, PUT_ITEM, table, parameters));
  }

  Call updateItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = parameters(table);
    table.writeKey(parameters, "key", Population.item(table, random));
    parameters.field("updateExpression", "SET #status = :s, #updated = :u ADD #version :one");
    parameters.object("expressionAttributeNames").field("#status", "status");
    parameters.field("#updated", "updatedAt").field("#version", "version").endObject();
    parameters.field("conditionExpression", "#version = :expected");
    return sometimesRefused(onItems(service, UPDATE_ITEM, table, parameters));
  }

  Call deleteItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = parameters(table);
    table.writeKey(parameters, "key", Population.item(table, random));
    return onItems(service, DELETE_ITEM, table, parameters);
  }

  Call batchWriteItem() {
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = new JsonText().object().object("requestItems").array(table.name());
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      parameters.object().object("putRequest");
      table.writeKey(parameters, "key", Population.item(table, random));
      writeNames(parameters, table);
      parameters.endObject().endObject();
    }
    parameters.endArray().endObject();
    return onItems(service, BATCH_WRITE_ITEM, table, parameters);
  }

  Call transaction() {
    boolean read = random.nextBoolean();
    Population.Service service = population.service(random);
    Table table = population.table(service, random);
    JsonText parameters = new JsonText().object().array("requestItems");
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      parameters.object().field("operation", read ? "Get" : "Update");
      parameters.field("tableName", table.name());
      table.writeKey(parameters, "key", Population.item(table, random));
      if (!read) {
        parameters.field("updateExpression", "SET #status = :s");
        parameters.object("expressionAttributeNames").field("#status", "status").endObject();
      }
      parameters.endObject();
    }
    parameters.endArray();
    Call call =
        onItems(service, read ? TRANSACT_GET_ITEMS : TRANSACT_WRITE_ITEMS, table, parameters);
    return random.nextInt(60) > 0
        ? call
        : call.failing(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons"
                + " [TransactionConflict, None]");
  }

  private static JsonText parameters(Table table) {
    return new JsonText().object().field("tableName", table.name());
  }

  private static Call onItems(
      Population.Service service, Api api, Table table, JsonText parameters) {
    return Call.onItems(service.caller(), api, table, parameters.endObject());
  }

  private static void writeProjection(JsonText out, List<String> attributes) {
    out.field("projectionExpression", "#a0, #a1, #a2, #a3");
    out.object("expressionAttributeNames");
    for (int i = 0; i < 4; i++) {
      out.field("#a" + i, attributes.get(i));
    }
    out.endObject().field("returnConsumedCapacity", "TOTAL");
  }

  private static void writeNames(JsonText out, Table table) {
    out.array("items");
    table.attributes().forEach(out::value);
    out.endArray();
  }

  private Call sometimesThrottled(Call call) {
    return random.nextInt(500) > 0
        ? call
        : call.failing(
            "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded. Consider"
                + " increasing your provisioning level with the UpdateTable API.");
  }

  private Call sometimesRefused(Call call) {
    return random.nextInt(60) > 0
        ? call
        : call.failing("ConditionalCheckFailedException", "The conditional request failed");
  }
}
