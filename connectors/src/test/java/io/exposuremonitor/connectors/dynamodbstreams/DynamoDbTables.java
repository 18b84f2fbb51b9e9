package io.exposuremonitor.connectors.dynamodbstreams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Tables that a test creates and changes, in the emulator or in the fake. */
interface DynamoDbTables {
  StreamsApi api();

  InstantSource clock();

  /** Now, rounded down to the precision of the records' creation times. */
  Instant now();

  /** Ages all existing records by a duration. */
  void age(Duration by);

  /**
   * Creates a table with one key attribute.
   *
   * @return its ARN
   */
  String create(String table, boolean stream, Map<String, String> tags);

  void put(String table, String id);

  /** Disables or enables the table's stream. */
  void stream(String table, boolean enabled);

  /** Closes all open shards; each gets a child. */
  void roll();
}
