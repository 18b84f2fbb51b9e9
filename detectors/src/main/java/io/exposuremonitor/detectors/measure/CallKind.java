package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.text.EnumNames;

/** The kinds of calls that metrics distinguish. */
enum CallKind {
  SCAN,
  QUERY,
  GET,
  PARTIQL,
  WRITE,
  STREAM,
  /** Calls that concern a table but not its items. */
  CONTROL;

  static CallKind of(Operation operation) {
    return switch (operation) {
      case SCAN -> SCAN;
      case QUERY, SEARCH_VECTORS -> QUERY;
      case GET_ITEM, BATCH_GET_ITEM, TRANSACT_GET_ITEMS -> GET;
      case EXECUTE_STATEMENT, BATCH_EXECUTE_STATEMENT, EXECUTE_TRANSACTION -> PARTIQL;
      case PUT_ITEM,
          UPDATE_ITEM,
          DELETE_ITEM,
          BATCH_WRITE_ITEM,
          TRANSACT_WRITE_ITEMS,
          WRITE_LEASE,
          PUT_ITEM_READ_BACK,
          UPDATE_ITEM_READ_BACK,
          DELETE_ITEM_READ_BACK,
          TRANSACT_WRITE_ITEMS_READ_BACK ->
          WRITE;
      case STREAM_GET_RECORDS,
          STREAM_GET_SHARD_ITERATOR,
          STREAM_DESCRIBE,
          KINESIS_GET_RECORDS,
          KINESIS_GET_SHARD_ITERATOR,
          KINESIS_SUBSCRIBE_TO_SHARD ->
          STREAM;
      default -> CONTROL;
    };
  }

  String label() {
    return EnumNames.lowerCase(this);
  }
}
