package io.exposuremonitor.job.simulation;

/** Calls on the items of a table, in the shapes in which CloudTrail tells of them. */
final class TableCalls {
  private static final Api SCAN = Api.read("Scan");
  private static final Api GET_ITEM = Api.read("GetItem");
  private static final Api BATCH_GET_ITEM = Api.read("BatchGetItem");
  private static final Api BATCH_WRITE_ITEM = Api.write("BatchWriteItem");
  private static final Api EXECUTE_STATEMENT = Api.write("ExecuteStatement");

  private TableCalls() {}

  /** A page of a scan. */
  static Call scan(Caller caller, Table table) {
    return Call.onItems(caller, SCAN, table, named(table).endObject());
  }

  /** A page of one segment of a parallel scan. */
  static Call scan(Caller caller, Table table, int segment, int segments) {
    JsonText parameters = named(table).field("totalSegments", segments).field("segment", segment);
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** A page of a scan that gives a number and no items. */
  static Call count(Caller caller, Table table) {
    return Call.onItems(caller, SCAN, table, named(table).field("select", "COUNT").endObject());
  }

  /** A page of the console's explorer. */
  static Call look(Caller caller, Table table) {
    JsonText parameters = named(table).field("limit", 50).field("consistentRead", false);
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }

  /** One item, by its number. */
  static Call getItem(Caller caller, Table table, int item) {
    JsonText parameters = named(table);
    table.writeKey(parameters, "key", item);
    return Call.onItems(caller, GET_ITEM, table, parameters.endObject());
  }

  /** A batch of items in a row. */
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

  /** A batch that deletes items in a row. */
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

  /** A PartiQL statement that reads one item. */
  static Call select(Caller caller, Table table, String attributes, int item) {
    return statement(
        caller,
        table,
        "SELECT %s FROM \"%s\" WHERE \"%s\" = '%s'"
            .formatted(attributes, table.name(), table.partitionKey(), table.partition(item)));
  }

  private static JsonText named(Table table) {
    return new JsonText().object().field("tableName", table.name());
  }
}
