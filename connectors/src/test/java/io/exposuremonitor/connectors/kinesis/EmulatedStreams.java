package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.fail;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.stream.StreamEvents;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Streams of kinesis-local, written through the SDK. */
final class EmulatedStreams implements KinesisStreams, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AwsAccess access;
  private final AwsClients clients;
  private final KinesisClient client;

  EmulatedStreams(AwsAccess access) {
    this.access = access;
    this.clients = new AwsClients(access, () -> {});
    this.client = clients.blocking(KinesisClient.builder());
  }

  @Override
  public String arn(String name) {
    return "arn:aws:kinesis:eu-west-1:000000000000:stream/" + name;
  }

  @Override
  public void create(String name, int shards) {
    client.createStream(request -> request.streamName(name).shardCount(shards));
    awaitActive(name);
  }

  @Override
  public void put(String name, byte[] data) {
    client.putRecord(
        request ->
            request
                .streamName(name)
                .partitionKey("key-" + Arrays.hashCode(data))
                .data(SdkBytes.fromByteArray(data)));
  }

  @Override
  public void split(String name, String shard) {
    HashKeyRange range =
        client.listShards(request -> request.streamName(name)).shards().stream()
            .filter(each -> each.shardId().equals(shard))
            .findFirst()
            .orElseThrow()
            .hashKeyRange();
    String middle =
        new BigInteger(range.startingHashKey())
            .add(new BigInteger(range.endingHashKey()))
            .shiftRight(1)
            .toString();
    client.splitShard(
        request -> request.streamName(name).shardToSplit(shard).newStartingHashKey(middle));
    awaitActive(name);
  }

  @Override
  public void merge(String name, String shard, String adjacent) {
    client.mergeShards(
        request -> request.streamName(name).shardToMerge(shard).adjacentShardToMerge(adjacent));
    awaitActive(name);
  }

  @Override
  public KinesisService service(List<String> arns, StreamEvents events) {
    var settings = KinesisSettings.polling(arns, access);
    return new KinesisService(
        settings,
        new SdkKinesisCalls(settings, () -> {}),
        events,
        InstantSource.system(),
        new Random(1));
  }

  /** Registers a consumer and returns its ARN. */
  String register(String stream, String name) {
    String arn =
        client
            .registerStreamConsumer(request -> request.streamARN(stream).consumerName(name))
            .consumer()
            .consumerARN();
    await(
        () ->
            client
                    .describeStreamConsumer(request -> request.consumerARN(arn))
                    .consumerDescription()
                    .consumerStatus()
                == ConsumerStatus.ACTIVE);
    return arn;
  }

  @Override
  public void close() {
    client.close();
    clients.close();
  }

  private void awaitActive(String name) {
    await(
        () ->
            client
                    .describeStreamSummary(request -> request.streamName(name))
                    .streamDescriptionSummary()
                    .streamStatus()
                == StreamStatus.ACTIVE);
  }

  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("kinesis-local does not finish");
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
