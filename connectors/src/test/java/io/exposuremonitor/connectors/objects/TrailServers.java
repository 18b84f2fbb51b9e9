package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.emulators.S3Local;
import io.exposuremonitor.emulators.SqsLocal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Local S3 and SQS servers with a bucket, and clients that fill them. */
final class TrailServers implements AutoCloseable {
  static final String BUCKET = "trail";

  private final S3Local s3Local = S3Local.start();
  private final SqsLocal sqsLocal = SqsLocal.start();
  private final S3Client s3 =
      client(
              S3Client.builder()
                  .httpClientBuilder(Apache5HttpClient.builder())
                  .forcePathStyle(true)
                  .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                  .serviceConfiguration(c -> c.chunkedEncodingEnabled(false)),
              s3Local.endpoint())
          .build();
  private final SqsClient sqs =
      client(
              SqsClient.builder().httpClientBuilder(Apache5HttpClient.builder()),
              sqsLocal.endpoint())
          .build();

  private TrailServers() {}

  static TrailServers start() {
    TrailServers servers = new TrailServers();
    servers.s3.createBucket(b -> b.bucket(BUCKET));
    return servers;
  }

  private static <B extends AwsClientBuilder<B, ?>> B client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
  }

  ObjectStore.Factory stores() {
    return S3ObjectStore.factory(AwsAccess.emulator(s3Local.endpoint(), "us-east-1"));
  }

  MessageQueue.Factory queues(String url) {
    return SqsMessageQueue.factory(AwsAccess.emulator(sqsLocal.endpoint(), "us-east-1"), url);
  }

  /** Creates a queue and returns its URL. */
  String queue(String name) {
    return sqs.createQueue(b -> b.queueName(name)).queueUrl();
  }

  /** Returns the URL of a queue that may not exist. */
  String queueUrl(String name) {
    return sqsLocal.endpoint() + "/000000000000/" + name;
  }

  /** Moves messages that were received so often to a dead-letter queue. */
  void redrive(String url, String dead, int receives) {
    String arn =
        sqs.getQueueAttributes(b -> b.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String policy =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(arn, receives);
    sqs.setQueueAttributes(
        b -> b.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
  }

  void send(String url, String body) {
    sqs.sendMessage(b -> b.queueUrl(url).messageBody(body));
  }

  /** Messages in a queue, hidden ones included. */
  int left(String url) {
    return sqs
        .getQueueAttributes(
            b ->
                b.queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  /** Stores a file of so many lines and returns the lines. */
  List<String> put(String key, int count) {
    List<String> lines = IntStream.range(0, count).mapToObj(i -> key + "/" + i).toList();
    put(key, LineDecoder.gzip(lines));
    return lines;
  }

  void put(String key, byte[] bytes) {
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
    s3Local.close();
    sqsLocal.close();
  }
}
