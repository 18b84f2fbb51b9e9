package io.exposuremonitor.job.live;

import io.exposuremonitor.emulators.KinesisLocal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A data stream, and a bucket with a queue that announces its files, in emulators. Thread-safe. */
final class EmulatedAws implements AutoCloseable {
  private static final String STREAM_NAME = "trail";

  /** The stream's ARN. */
  static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/trail";

  private final KinesisLocal kinesis = KinesisLocal.start();
  private final EmulatedLogFiles files = new EmulatedLogFiles();
  private final KinesisClient stream =
      EmulatedLogFiles.at(kinesis.endpoint(), KinesisClient.builder()).build();

  EmulatedAws(int shards) {
    stream.createStream(create -> create.streamName(STREAM_NAME).shardCount(shards));
    awaitActive();
  }

  /** Why the emulators can't be started here, or empty. */
  static Optional<String> missing() {
    return KinesisLocal.missing();
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
    """
            .formatted(STREAM, kinesis.endpoint())
        + files.input();
  }

  void put(String key, byte[] data) {
    stream.putRecord(
        put -> put.streamName(STREAM_NAME).partitionKey(key).data(SdkBytes.fromByteArray(data)));
  }

  /** A log file, announced twice, as queues do. */
  void announce(byte[] file) {
    files.announce(file);
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
    Waiting.until(
        () ->
            stream
                    .describeStreamSummary(describe -> describe.streamName(STREAM_NAME))
                    .streamDescriptionSummary()
                    .streamStatus()
                == StreamStatus.ACTIVE,
        "the stream is active");
  }

  /** Messages go when a completed checkpoint holds their files. */
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
