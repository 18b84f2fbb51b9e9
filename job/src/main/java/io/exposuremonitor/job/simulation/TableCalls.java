package io.exposuremonitor.job.simulation;

import java.util.List;

/** Calls on the items of a table as CloudTrail records them. */
final class TableCalls {
  private static final Api SCAN = Api.read("Scan");
  private static final Api GET_ITEM = Api.read("GetItem");
  private static final Api BATCH_GET_ITEM = Api.read("BatchGetItem");
  private static final Api BATCH_WRITE_ITEM = Api.write("BatchWriteItem");
  private static final Api EXECUTE_STATEMENT = Api.write("ExecuteStatement");
  private static final Api BATCH_EXECUTE_STATEMENT = Api.write("BatchExecuteStatement");
  private static final Api EXECUTE_TRANSACTION = Api.write("ExecuteTransaction");
  private static final Api QUERY = Api.read("Query");
  private static final Api TRANSACT_GET_ITEMS = Api.read("TransactGetItems");
  private static final Api TRANSACT_WRITE_ITEMS = Api.write("TransactWriteItems");

  private TableCalls() {}

  /** A page of a Scan. */
  static Call scan(Caller caller, Table table) {
    return Call.onItems(caller, SCAN, table, parameters(table).endObject());
  }

  /** A page of a Scan of the table's index. */
  static Call scanIndex(Caller caller, Table table) {
    JsonText parameters = parameters(table).field("indexName", table.index());
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** A page of a Scan that names the table by its ARN, as other accounts must. */
  static Call scanByArn(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.arn());
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** The first page of a Query of one partition, limited to one item. */
  static Call query(Caller caller, Table table, int item) {
    return Call.onItems(
        caller, QUERY, table, partitionQuery(table, item).field("limit", 1).endObject());
  }

  /** A further page of a Query of one partition, without a limit. */
  static Call queryNext(Caller caller, Table table, int item, int page) {
    return Call.onItems(caller, QUERY, table, nextPage(table, item, page).endObject());
  }

  /** A further page of a Query of one partition, with a limit on the number of items. */
  static Call queryNext(Caller caller, Table table, int item, int page, int limit) {
    return Call.onItems(
        caller, QUERY, table, nextPage(table, item, page).field("limit", limit).endObject());
  }

  private static JsonText nextPage(Table table, int item, int page) {
    JsonText parameters = partitionQuery(table, item).object("exclusiveStartKey");
    parameters.field(table.partitionKey(), table.partition(item));
    parameters.field("sk", "V#" + Hash.hex(Hash.of(table.name(), page), 12));
    return parameters.endObject();
  }

  private static JsonText partitionQuery(Table table, int item) {
    JsonText parameters = parameters(table).object("key");
    parameters.field(table.partitionKey(), table.partition(item)).endObject();
    parameters.field("keyConditionExpression", "#n0 = :v0");
    parameters.object("expressionAttributeNames").field("#n0", table.partitionKey()).endObject();
    return parameters;
  }

  /** A transaction that reads consecutive items. */
  static Call transactGet(Caller caller, Table table, int first, int count) {
    return Call.onItems(
        caller, TRANSACT_GET_ITEMS, table, transaction("Get", table, first, count, ""));
  }

  /** A transaction that deletes consecutive items. */
  static Call transactDelete(Caller caller, Table table, int first, int count) {
    return Call.onItems(
        caller, TRANSACT_WRITE_ITEMS, table, transaction("Delete", table, first, count, ""));
  }

  /** A transaction that fails by a condition and returns the items that it names. */
  static Call transactReadBack(Caller caller, Table table, int first, int count) {
    return Call.onItems(
            caller,
            TRANSACT_WRITE_ITEMS,
            table,
            transaction("ConditionCheck", table, first, count, "ALL_OLD"))
        .failing("TransactionCanceledException", "[ConditionalCheckFailed, None]");
  }

  private static JsonText transaction(
      String operation, Table table, int first, int count, String returned) {
    JsonText parameters = new JsonText().object().array("requestItems");
    for (int item = first; item < first + count; item++) {
      parameters.object().field("operation", operation).field("tableName", table.name());
      table.writeKey(parameters, "key", item);
      if (!returned.isEmpty()) {
        parameters.field("returnValuesOnConditionCheckFailure", returned);
      }
      parameters.endObject();
    }
    return parameters.endArray().endObject();
  }

  /** A page of one segment of a parallel Scan. */
  static Call scanSegment(Caller caller, Table table, int segment, int segments) {
    JsonText parameters =
        parameters(table).field("totalSegments", segments).field("segment", segment);
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** A page of a Scan that returns the number of items instead of the items. */
  static Call count(Caller caller, Table table) {
    return Call.onItems(
        caller, SCAN, table, parameters(table).field("select", "COUNT").endObject());
  }

  /** A page of the item explorer of the console. */
  static Call browse(Caller caller, Table table) {
    JsonText parameters = parameters(table).field("limit", 50).field("consistentRead", false);
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** A read of one item. */
  static Call getItem(Caller caller, Table table, int item) {
    JsonText parameters = parameters(table);
    table.writeKey(parameters, "key", item);
    return Call.onItems(caller, GET_ITEM, table, parameters.endObject());
  }

  /** A batch that reads consecutive items. */
  static Call batchGet(Caller caller, Table table, int first, int count) {
    JsonText parameters = new JsonText().object().object("requestItems").object(table.name());
    parameters.array("keys");
    for (int item = first; item < first + count; item++) {
      parameters.object();
      table.writeKeyFields(parameters, item);
      parameters.endObject();
    }
    parameters.endArray().endObject().endObject();
    return Call.onItems(caller, BATCH_GET_ITEM, table, parameters.endObject());
  }

  /** A batch that deletes consecutive items. */
  static Call batchDelete(Caller caller, Table table, int first, int count) {
    JsonText parameters = new JsonText().object().object("requestItems").array(table.name());
    for (int item = first; item < first + count; item++) {
      parameters.object().object("deleteRequest");
      table.writeKey(parameters, "key", item);
      parameters.endObject().endObject();
    }
    parameters.endArray().endObject();
    return Call.onItems(caller, BATCH_WRITE_ITEM, table, parameters.endObject());
  }

  /** A PartiQL statement. */
  static Call statement(Caller caller, Table table, String text) {
    JsonText parameters = new JsonText().object().field("statement", text);
    return Call.onItems(caller, EXECUTE_STATEMENT, table, parameters.endObject());
  }

  /** The first page of the statement that the console's editor offers for a table. */
  static Call firstPage(Caller caller, Table table) {
    JsonText parameters = new JsonText().object();
    parameters.field("statement", "SELECT * FROM \"" + table.name() + '"').field("limit", 300);
    return Call.onItems(caller, EXECUTE_STATEMENT, table, parameters.endObject());
  }

  /**
   * A batch of PartiQL statements. The record lists the given table as its resource; only the
   * statements name the others.
   */
  static Call statements(Caller caller, Table table, List<String> texts) {
    return Call.onItems(caller, BATCH_EXECUTE_STATEMENT, table, statements(texts));
  }

  /** A transaction of PartiQL statements. */
  static Call transaction(Caller caller, Table table, List<String> texts) {
    return Call.onItems(caller, EXECUTE_TRANSACTION, table, statements(texts));
  }

  private static JsonText statements(List<String> texts) {
    JsonText parameters = new JsonText().object().array("requestItems");
    texts.forEach(text -> parameters.object().field("statement", text).endObject());
    return parameters.endArray().endObject();
  }

  /** A PartiQL statement that reads one item. */
  static Call select(Caller caller, Table table, String attributes, int item) {
    return statement(caller, table, Statements.select(attributes, table, item));
  }

  private static JsonText parameters(Table table) {
    return new JsonText().object().field("tableName", table.name());
  }
}
