package io.exposuremonitor.connectors.leases;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Port to the calls of DynamoDB, which a fake can implement. Each call blocks, and throws the SDK's
 * exceptions. For one thread at a time.
 */
interface LeaseTablesApi extends AutoCloseable {
  /**
   * Lists a page of the account's tables.
   *
   * @param after the previous page's last table; null for the first page
   */
  ListTablesResponse listTables(@Nullable String after);

  /**
   * @param table name or ARN
   */
  TableDescription describeTable(String table);

  /**
   * Reads a page of a table's items.
   *
   * @param table name or ARN
   * @param after the previous page's last key; empty for the first page
   */
  ScanResponse scan(String table, Map<String, AttributeValue> after);

  @Override
  void close();
}
