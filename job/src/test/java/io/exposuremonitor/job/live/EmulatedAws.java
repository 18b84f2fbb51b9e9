package io.exposuremonitor.job.live;

import io.exposuremonitor.emulators.KinesisLocal;
import io.exposuremonitor.emulators.S3Local;
import io.exposuremonitor.emulators.SqsLocal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A data stream, and a bucket with a queue that announces its files, in emulators. Thread-safe. */
final class EmulatedAws implements AutoCloseable {
  private static final String STREAM_NAME = "trail";
  private static final String BUCKET = "trail-logs";
  private static final String FINDINGS = "exposure-findings";

  /** The stream's ARN. */
  static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/trail";

  private final KinesisLocal kinesis = KinesisLocal.start();
  private final S3Local s3 = S3Local.start();
  private final SqsLocal sqs = SqsLocal.start();
  private final KinesisClient stream = at(kinesis.endpoint(), KinesisClient.builder()).build();
  private final SqsClient queue = at(sqs.endpoint(), SqsClient.builder()).build();
  private final S3Client bucket;
  private final String queueUrl;

  EmulatedAws(int shards) {
    // The emulator knows one region, and stores what the client sends in chunks as it came.
    bucket =
        at(s3.endpoint(), S3Client.builder().forcePathStyle(true))
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .build();
    bucket.createBucket(create -> create.bucket(BUCKET));
    bucket.createBucket(create -> create.bucket(FINDINGS));
    queueUrl = queue.createQueue(create -> create.queueName("trail-files")).queueUrl();
    stream.createStream(create -> create.streamName(STREAM_NAME).shardCount(shards));
    stream.createStream(create -> create.streamName(FINDINGS).shardCount(1));
    awaitActive(STREAM_NAME);
    awaitActive(FINDINGS);
  }

  /** Why the emulators can't be started here, or empty. */
  static Optional<String> missing() {
    return KinesisLocal.missing();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")));
  }

  /** The settings of inputs that read it all, for YAML below {@code inputs}. */
  String inputs() {
    return """
      trail:
        type: kinesis
        streams: [%s]
        start: horizon
        endpoint: %s
        idle-after: 30 s
      files:
        type: s3
        region: eu-west-1
        queue: %s
        visibility: 30 s
        endpoint: %s
        idle-after: 30 s
    """
        .formatted(STREAM, kinesis.endpoint(), queueUrl, s3.endpoint())
        .indent(0);
  }

  /** The settings that send findings to a stream and a bucket, for YAML below {@code outputs}. */
  String outputs() {
    return """
      findings-stream: arn:aws:kinesis:eu-west-1:000000000000:stream/%s
      findings-stream-endpoint: %s
      findings-bucket: s3://%s/lake
      findings-bucket-region: us-east-1
      findings-bucket-endpoint: %s
    """
        .formatted(FINDINGS, kinesis.endpoint(), FINDINGS, s3.endpoint())
        .indent(0);
  }

  /** Findings in the stream, in its order. */
  List<String> streamed() {
    String iterator =
        stream
            .getShardIterator(
                get ->
                    get.streamName(FINDINGS)
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return stream.getRecords(get -> get.shardIterator(iterator)).records().stream()
        .map(record -> record.data().asUtf8String())
        .toList();
  }

  /** Findings in the bucket, in the order of the objects' names. */
  List<String> stored() {
    List<String> lines = new ArrayList<>();
    for (S3Object object : bucket.listObjectsV2(list -> list.bucket(FINDINGS)).contents()) {
      byte[] gzip =
          bucket.getObjectAsBytes(get -> get.bucket(FINDINGS).key(object.key())).asByteArray();
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
      } catch (IOException damaged) {
        throw new UncheckedIOException(object.key(), damaged);
      }
    }
    return lines;
  }

  void put(String key, byte[] data) {
    stream.putRecord(
        put -> put.streamName(STREAM_NAME).partitionKey(key).data(SdkBytes.fromByteArray(data)));
  }

  /** A log file, announced twice, as queues do. */
  void announce(byte[] file) {
    String key =
        "AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/26/123456789012_CloudTrail_eu-west-1_"
            + Integer.toHexString(Arrays.hashCode(file))
            + ".json.gz";
    bucket.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(file));
    String notification =
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":"
            + "{\"name\":\""
            + BUCKET
            + "\"},\"object\":{\"key\":\""
            + key
            + "\"}}}]}";
    for (int i = 0; i < 2; i++) {
      queue.sendMessage(send -> send.queueUrl(queueUrl).messageBody(notification));
    }
  }

  /** Splits the open shard with this place in the order of hash keys. */
  void split(int index) {
    Shard shard = open().get(index);
    BigInteger from = new BigInteger(shard.hashKeyRange().startingHashKey());
    BigInteger to = new BigInteger(shard.hashKeyRange().endingHashKey());
    stream.splitShard(
        split ->
            split
                .streamName(STREAM_NAME)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
    awaitActive();
  }

  /** Merges the open shard with this place in the order of hash keys with the next. */
  void merge(int index) {
    List<Shard> open = open();
    stream.mergeShards(
        merge ->
            merge
                .streamName(STREAM_NAME)
                .shardToMerge(open.get(index).shardId())
                .adjacentShardToMerge(open.get(index + 1).shardId()));
    awaitActive();
  }

  int openShards() {
    return open().size();
  }

  private List<Shard> open() {
    return stream
        .listShards(list -> list.streamName(STREAM_NAME).shardFilter(f -> f.type("AT_LATEST")))
        .shards()
        .stream()
        .sorted(
            Comparator.comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
        .toList();
  }

  private void awaitActive() {
    awaitActive(STREAM_NAME);
  }

  private void awaitActive(String name) {
    Waiting.until(
        () ->
            stream
                    .describeStreamSummary(describe -> describe.streamName(name))
                    .streamDescriptionSummary()
                    .streamStatus()
                == StreamStatus.ACTIVE,
        "the stream is active");
  }

  /** Messages go when a completed checkpoint holds their files. */
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
    stream.close();
    bucket.close();
    queue.close();
    kinesis.close();
    s3.close();
    sqs.close();
  }
}
