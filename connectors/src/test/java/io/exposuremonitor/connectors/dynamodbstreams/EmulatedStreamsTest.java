package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.emulators.DynamoDbLocal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmulatedStreamsTest extends DynamoDbStreamsContract {
  private static DynamoDbLocal local;
  private static EmulatedTables tables;

  @BeforeAll
  static void startLocal() {
    local = DynamoDbLocal.start();
    tables = new EmulatedTables(local);
  }

  @AfterAll
  static void stopLocal() {
    tables.close();
    local.close();
  }

  @Override
  DynamoDbTables tables() {
    return tables;
  }
}
