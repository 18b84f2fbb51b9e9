package io.exposuremonitor.job.live;

import io.exposuremonitor.emulators.S3Local;
import io.exposuremonitor.emulators.SqsLocal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A bucket with a queue that announces its files, in emulators. Thread-safe. */
final class EmulatedLogFiles implements AutoCloseable {
  private static final String BUCKET = "trail-logs";
  private static final String FOLDER = "AWSLogs/123456789012/CloudTrail/eu-west-1/";
  private static final String SUFFIX = ".json.gz";
  private static final DateTimeFormatter DAY = utc("uuuu/MM/dd");
  private static final DateTimeFormatter MINUTE = utc("uuuuMMdd'T'HHmm'Z'");

  private final S3Local s3 = S3Local.start();
  private final SqsLocal sqs = SqsLocal.start();
  private final SqsClient queue = at(sqs.endpoint(), SqsClient.builder()).build();
  private final S3Client bucket;
  private final String queueUrl;

  EmulatedLogFiles() {
    // The emulator knows only one Region, and stores chunked content with its framing.
    bucket =
        at(s3.endpoint(), S3Client.builder().forcePathStyle(true))
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .build();
    bucket.createBucket(create -> create.bucket(BUCKET));
    queueUrl = queue.createQueue(create -> create.queueName("trail-files")).queueUrl();
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")));
  }

  /** The settings of an input that reads the bucket, as YAML below {@code inputs}. */
  String input() {
    return """
      files:
        type: s3
        region: eu-west-1
        queue: %s
        visibility: 30 s
        endpoint: %s
        idle-after: 30 s
    """
        .formatted(queueUrl, s3.endpoint());
  }

  /** The settings of an input that lists everything in the bucket, as YAML below {@code inputs}. */
  String listedInput() {
    return """
      files:
        type: s3
        region: us-east-1
        backfill: s3://%s/AWSLogs/
        endpoint: %s
        idle-after: 5 s
    """
        .formatted(BUCKET, s3.endpoint());
  }

  /** A client of the emulated S3. */
  S3Client bucket() {
    return bucket;
  }

  /** The emulated S3. */
  URI endpoint() {
    return s3.endpoint();
  }

  /** Stores a log file and announces it twice, as queues may do. */
  void announce(byte[] file) {
    String key = "2026/11/26/123456789012_CloudTrail_eu-west-1_" + contentOf(file);
    store(key, file);
    send(key);
    send(key);
  }

  /** Stores a log file under the name that CloudTrail gives it, and announces it. */
  void announce(Instant delivered, byte[] file) {
    String key =
        DAY.format(delivered)
            + "/123456789012_CloudTrail_eu-west-1_"
            + MINUTE.format(delivered)
            + '_'
            + contentOf(file);
    store(key, file);
    send(key);
  }

  private static String contentOf(byte[] file) {
    return Integer.toHexString(Arrays.hashCode(file));
  }

  private void store(String key, byte[] file) {
    bucket.putObject(
        put -> put.bucket(BUCKET).key(FOLDER + key + SUFFIX), RequestBody.fromBytes(file));
  }

  private void send(String key) {
    String notification =
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":"
            + "{\"name\":\""
            + BUCKET
            + "\"},\"object\":{\"key\":\""
            + FOLDER
            + key
            + SUFFIX
            + "\"}}}]}";
    queue.sendMessage(send -> send.queueUrl(queueUrl).messageBody(notification));
  }

  /** Messages are deleted once a completed checkpoint contains their files. */
  void awaitEmptyQueue() {
    Waiting.until(
        () ->
            queue
                .getQueueAttributes(
                    get ->
                        get.queueUrl(queueUrl)
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals),
        "every message is deleted");
  }

  @Override
  public void close() {
    bucket.close();
    queue.close();
    s3.close();
    sqs.close();
  }
}
