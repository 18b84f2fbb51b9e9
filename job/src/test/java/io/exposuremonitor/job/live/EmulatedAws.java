package io.exposuremonitor.job.live;

import io.exposuremonitor.emulators.KinesisLocal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A data stream, and a bucket with a queue that announces its files, in emulators. Thread-safe. */
final class EmulatedAws implements AutoCloseable {
  private static final String STREAM_NAME = "trail";
  private static final String FINDINGS = "exposure-findings";

  /** The stream's ARN. */
  static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/trail";

  private final KinesisLocal kinesis = KinesisLocal.start();
  private final EmulatedLogFiles files = new EmulatedLogFiles();
  private final KinesisClient stream =
      EmulatedLogFiles.at(kinesis.endpoint(), KinesisClient.builder()).build();

  EmulatedAws(int shards) {
    files.bucket().createBucket(create -> create.bucket(FINDINGS));
    stream.createStream(create -> create.streamName(STREAM_NAME).shardCount(shards));
    stream.createStream(create -> create.streamName(FINDINGS).shardCount(1));
    awaitActive(STREAM_NAME);
    awaitActive(FINDINGS);
  }

  /** Why the emulators can't be started here, or empty. */
  static Optional<String> missing() {
    return KinesisLocal.missing();
  }

  /** The settings of inputs that read everything, as YAML below {@code inputs}. */
  String inputs() {
    return streamInput() + files.input();
  }

  /**
   * The same, but with the log files by listing: for a monitor that starts when their queue is
   * already empty.
   */
  String inputsFromTheBeginning() {
    return streamInput() + files.listedInput();
  }

  private String streamInput() {
    return """
      trail:
        type: kinesis
        streams: [%s]
        start: horizon
        endpoint: %s
        idle-after: 30 s
    """
        .formatted(STREAM, kinesis.endpoint());
  }

  /** The settings that send findings to a stream and a bucket, as YAML below {@code outputs}. */
  String outputs() {
    return """
      findings-stream: arn:aws:kinesis:eu-west-1:000000000000:stream/%s
      findings-stream-endpoint: %s
      findings-bucket: s3://%s/lake
      findings-bucket-region: us-east-1
      findings-bucket-endpoint: %s
    """
        .formatted(FINDINGS, kinesis.endpoint(), FINDINGS, files.endpoint())
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
    S3Client bucket = files.bucket();
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

  /** Stores a log file and announces it twice, as queues may do. */
  void announce(byte[] file) {
    files.announce(file);
  }

  /** Splits the open shard at the given position in the order of hash keys. */
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

  /** Merges the open shard at the given position in the order of hash keys with the next. */
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

  /** Messages are deleted once a completed checkpoint contains their files. */
  void awaitEmptyQueue() {
    files.awaitEmptyQueue();
  }

  @Override
  public void close() {
    stream.close();
    kinesis.close();
    files.close();
  }
}
