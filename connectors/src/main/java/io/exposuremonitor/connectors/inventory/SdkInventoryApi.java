package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.AwsClients;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.KinesisDataStreamDestination;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Makes the calls with the AWS SDK. */
final class SdkInventoryApi implements InventoryApi {
  private final AwsClients clients;
  private final DynamoDbClient dynamoDb;
  private final CloudTrailClient cloudTrail;
  private final KmsClient kms;

  /**
   * @param settings how services are accessed
   * @param onRetry called when the SDK retries a call
   */
  SdkInventoryApi(InventorySettings settings, Runnable onRetry) {
    this.clients = new AwsClients(settings.access(), onRetry);
    this.dynamoDb = clients.blocking(DynamoDbClient.builder());
    this.cloudTrail =
        clients.blockingAt(settings.others().cloudTrail(), CloudTrailClient.builder());
    this.kms = clients.blockingAt(settings.others().kms(), KmsClient.builder());
  }

  @Override
  public ListTablesResponse tables(@Nullable String after) {
    return dynamoDb.listTables(request -> request.exclusiveStartTableName(after));
  }

  @Override
  public @Nullable TableDescription describe(String table) {
    return dynamoDb.describeTable(request -> request.tableName(table)).table();
  }

  @Override
  public @Nullable PointInTimeRecoveryStatus pointInTimeRecovery(String table) {
    ContinuousBackupsDescription backups =
        dynamoDb
            .describeContinuousBackups(request -> request.tableName(table))
            .continuousBackupsDescription();
    PointInTimeRecoveryDescription recovery =
        backups == null ? null : backups.pointInTimeRecoveryDescription();
    return recovery == null ? null : recovery.pointInTimeRecoveryStatus();
  }

  @Override
  public List<String> kinesisDestinations(String table) {
    return dynamoDb
        .describeKinesisStreamingDestination(request -> request.tableName(table))
        .kinesisDataStreamDestinations()
        .stream()
        .filter(to -> to.destinationStatus() != DestinationStatus.DISABLED)
        .filter(to -> to.destinationStatus() != DestinationStatus.ENABLE_FAILED)
        .map(KinesisDataStreamDestination::streamArn)
        .toList();
  }

  @Override
  public String resourcePolicy(String arn) {
    try {
      String policy = dynamoDb.getResourcePolicy(request -> request.resourceArn(arn)).policy();
      return policy == null ? "" : policy;
    } catch (PolicyNotFoundException none) {
      return "";
    }
  }

  @Override
  public @Nullable String keyManager(String keyArn) {
    KeyMetadata key = kms.describeKey(request -> request.keyId(keyArn)).keyMetadata();
    return key == null ? null : key.keyManagerAsString();
  }

  @Override
  public List<Trail> trails() {
    return cloudTrail.describeTrails(request -> request.includeShadowTrails(true)).trailList();
  }

  @Override
  public @Nullable Boolean logging(String trailArn) {
    return cloudTrail.getTrailStatus(request -> request.name(trailArn)).isLogging();
  }

  @Override
  public GetEventSelectorsResponse selectors(String trailArn) {
    return cloudTrail.getEventSelectors(request -> request.trailName(trailArn));
  }

  @Override
  public void close() {
    kms.close();
    cloudTrail.close();
    dynamoDb.close();
    clients.close();
  }
}
