package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Makes the calls with the AWS SDK. */
final class SdkLeaseTablesApi implements LeaseTablesApi {
  private final AwsClients clients;
  private final DynamoDbClient tables;
  private final int leasesPerPage;

  /**
   * @param leasesPerPage page size
   * @param onRetry called when the SDK retries a call
   */
  SdkLeaseTablesApi(AwsAccess access, int leasesPerPage, Runnable onRetry) {
    this.clients = new AwsClients(access, onRetry);
    this.leasesPerPage = leasesPerPage;
    this.tables = clients.blocking(DynamoDbClient.builder());
  }

  @Override
  public ListTablesResponse listTables(@Nullable String after) {
    return tables.listTables(request -> request.exclusiveStartTableName(after));
  }

  @Override
  public TableDescription describeTable(String table) {
    return tables.describeTable(request -> request.tableName(table)).table();
  }

  @Override
  public ScanResponse scan(String table, Map<String, AttributeValue> after) {
    return tables.scan(
        request ->
            request
                .tableName(table)
                .limit(leasesPerPage)
                .exclusiveStartKey(after.isEmpty() ? null : after));
  }

  @Override
  public void close() {
    tables.close();
    clients.close();
  }
}
