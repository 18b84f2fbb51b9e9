package io.exposuremonitor.job.demo;

import io.exposuremonitor.emulators.AccountLocal;
import io.exposuremonitor.emulators.DynamoDbLocal;
import io.exposuremonitor.emulators.S3Local;
import io.exposuremonitor.emulators.SqsLocal;
import io.exposuremonitor.job.simulation.Table;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The emulated AWS services of the company in this process: DynamoDB with its tables, the APIs for
 * protection and logging, and the trail's bucket with the queue that announces its files.
 */
final class LocalServices implements AutoCloseable, Trail.Delivery {
  /** Credentials for the emulators, which accept any. */
  static final String ANY_CREDENTIALS = "emulator";

  /** The trail's bucket. */
  static final String BUCKET = "company-trail-logs";

  private static final int BATCH_WRITE_LIMIT = 25;

  private final DynamoDbLocal dynamoDb;
  private final AccountLocal account;
  private final S3Local s3;
  private final SqsLocal sqs;
  private final DynamoDbClient tables;
  private final DynamoDbClient managed;
  private final CloudTrailClient trails;
  private final DynamoDbStreamsClient streams;
  private final S3Client bucket;
  private final SqsClient queue;
  private final String queueUrl;

  private final CompletableFuture<Void> inhabited;

  private LocalServices(
      DynamoDbLocal dynamoDb, S3Local s3, SqsLocal sqs, CompletableFuture<Void> inhabited) {
    this.inhabited = inhabited;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.sqs = sqs;
    account = AccountLocal.start(dynamoDb, Company.ACCOUNT, Company.REGION);
    managed = at(account.endpoint(), DynamoDbClient.builder()).build();
    trails = at(account.endpoint(), CloudTrailClient.builder()).build();
    tables = at(dynamoDb.endpoint(), DynamoDbClient.builder()).build();
    streams = at(dynamoDb.endpoint(), DynamoDbStreamsClient.builder()).build();
    // The emulator knows only one Region, and would store chunked content with its framing.
    bucket =
        at(s3.endpoint(), S3Client.builder().forcePathStyle(true))
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .build();
    queue = at(sqs.endpoint(), SqsClient.builder()).build();
    queueUrl = queue.createQueue(create -> create.queueName("company-trail-files")).queueUrl();
    bucket.createBucket(create -> create.bucket(BUCKET));
  }

  /**
   * Starts all services. The tables are filled in the background.
   *
   * @throws IllegalStateException if a service does not start
   */
  static LocalServices start(People people) {
    CompletableFuture<DynamoDbLocal> dynamoDb = CompletableFuture.supplyAsync(DynamoDbLocal::start);
    CompletableFuture<S3Local> s3 = CompletableFuture.supplyAsync(S3Local::start);
    CompletableFuture<SqsLocal> sqs = CompletableFuture.supplyAsync(SqsLocal::start);
    CompletableFuture<Void> inhabited = dynamoDb.thenAcceptAsync(local -> fill(local, people));
    try {
      return new LocalServices(dynamoDb.join(), s3.join(), sqs.join(), inhabited);
    } catch (CompletionException failed) {
      for (CompletableFuture<? extends AutoCloseable> started : List.of(dynamoDb, s3, sqs)) {
        var unused = started.thenAccept(LocalServices::closeQuietly);
      }
      throw new IllegalStateException("the emulated services do not start", failed);
    }
  }

  /**
   * Waits until all tables are filled, protected and have their streams.
   *
   * @throws IllegalStateException if that fails
   */
  void awaitPeople() {
    try {
      inhabited.join();
      new Protection(managed, trails).apply();
    } catch (CompletionException failed) {
      throw new IllegalStateException("the tables can't be filled", failed);
    }
  }

  /** DynamoDB without recording. */
  DynamoDbClient tables() {
    return tables;
  }

  /** DynamoDB with all settings of tables and without recording; slightly slower. */
  DynamoDbClient managedTables() {
    return managed;
  }

  /** CloudTrail. */
  CloudTrailClient trails() {
    return trails;
  }

  /** The change streams of the tables, without recording. */
  DynamoDbStreamsClient streams() {
    return streams;
  }

  /** The monitor's inputs as a section of a settings file in YAML. */
  String inputs() {
    return """
    inputs:
      trail:
        type: s3
        region: %1$s
        queue: %2$s
        visibility: 30 s
        endpoint: %3$s
        idle-after: 30 s
      changes:
        type: dynamodb-streams
        tables: [%4$s, %5$s]
        region: %1$s
        endpoint: %6$s
        start: horizon
        idle-after: 30 s
      readers:
        type: lease-tables
        tables: [%7$s]
        stream: %8$s
        region: %1$s
        endpoint: %6$s
        interval: 5 s
    inventory:
      shop:
        regions: [%1$s]
        endpoint: %6$s
        cloudtrail-endpoint: %6$s
        kms-endpoint: %6$s
        interval: 10 s
        calls-per-second: 50
    """
        .formatted(
            Company.REGION,
            queueUrl,
            s3.endpoint(),
            Company.CUSTOMERS.name(),
            Company.ORDERS.name(),
            account.endpoint(),
            Company.PROJECTION.name(),
            Company.ORDERS.streamArn());
  }

  @Override
  public void deliver(String key, byte[] gzip) {
    bucket.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(gzip));
    String announcement =
        """
        {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":\
        {"bucket":{"name":"%s"},"object":{"key":"%s","size":%s}}}]}\
        """
            .formatted(BUCKET, key, gzip.length);
    queue.sendMessage(send -> send.queueUrl(queueUrl).messageBody(announcement));
  }

  @Override
  public void close() {
    for (AutoCloseable part :
        List.of(tables, managed, trails, streams, bucket, queue, sqs, s3, account, dynamoDb)) {
      closeQuietly(part);
    }
  }

  /**
   * A service that fails to stop must not keep the others from stopping; the process ends anyway.
   */
  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      System.getLogger(LocalServices.class.getName())
          .log(System.Logger.Level.WARNING, "did not stop: {0}", failed.toString());
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(Company.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ANY_CREDENTIALS, ANY_CREDENTIALS)));
  }

  private static void fill(DynamoDbLocal local, People people) {
    try (DynamoDbClient client = at(local.endpoint(), DynamoDbClient.builder()).build()) {
      fill(client, people);
    }
  }

  /** Streams are enabled last, so that seeding leaves no changes. */
  private static void fill(DynamoDbClient client, People people) {
    for (Table table : Company.allTables()) {
      create(client, table);
    }
    new Projection(client).renew();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < Company.CUSTOMER_COUNT; i++) {
      items.add(people.customer(i));
    }
    write(client, Company.CUSTOMERS.name(), items);
    items.clear();
    for (int i = 0; i < Company.ORDER_COUNT; i++) {
      items.add(people.order(i, i % Company.CUSTOMER_COUNT));
    }
    write(client, Company.ORDERS.name(), items);
    Company.TABLES.stream().filter(Table::streamed).forEach(table -> stream(client, table, people));
  }

  private static void create(DynamoDbClient client, Table table) {
    client.createTable(
        create ->
            create
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(table.partitionKey())
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName(table.partitionKey())
                        .keyType(KeyType.HASH)
                        .build()));
  }

  /**
   * Enables a table's stream. The emulator takes a stream without any event for one that has lost
   * everything, so a change is made.
   */
  private static void stream(DynamoDbClient client, Table table, People people) {
    client.updateTable(
        update ->
            update
                .tableName(table.name())
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    Map<String, AttributeValue> item =
        new LinkedHashMap<>(
            table.equals(Company.CUSTOMERS) ? people.customer(0) : people.order(0, 0));
    item.put("checked", AttributeValue.fromBool(true));
    client.putItem(put -> put.tableName(table.name()).item(item));
  }

  private static void write(
      DynamoDbClient client, String table, List<Map<String, AttributeValue>> items) {
    for (int from = 0; from < items.size(); from += BATCH_WRITE_LIMIT) {
      List<WriteRequest> requests =
          items.subList(from, Math.min(items.size(), from + BATCH_WRITE_LIMIT)).stream()
              .map(item -> PutRequest.builder().item(item).build())
              .map(put -> WriteRequest.builder().putRequest(put).build())
              .toList();
      client.batchWriteItem(batch -> batch.requestItems(Map.of(table, requests)));
    }
  }
}
