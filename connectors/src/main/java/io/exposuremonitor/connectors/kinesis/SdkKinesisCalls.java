package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes the calls with the SDK. Clients are created on first use, one set for each region. Reads
 * are made once: each shard has a pace of its own, which decides when a failed one is tried again,
 * while the threads read other shards.
 */
final class SdkKinesisCalls implements KinesisCalls {
  /** The service ends a subscription after five minutes; a timeout must not come first. */
  private static final Duration SUBSCRIPTION = Duration.ofMinutes(6);

  /** Exceeds the number of shards of any reader; each subscription takes one HTTP/2 stream. */
  private static final int SUBSCRIPTIONS = 20_000;

  /** Allows 2 MB/s, a shard's limit, over a round trip of an eighth of a second. */
  private static final int WINDOW_BYTES = 256 * 1024;

  private static final Duration PING = Duration.ofSeconds(60);

  private final KinesisSettings settings;
  private final Runnable onRetry;
  private final Map<String, Region> regions = new HashMap<>();
  private boolean closed;

  /**
   * @param onRetry called whenever the SDK retries a call by itself, on any thread
   */
  SdkKinesisCalls(KinesisSettings settings, Runnable onRetry) {
    this.settings = settings;
    this.onRetry = onRetry;
  }

  @Override
  public StreamDescriptionSummary describe(String stream) {
    return listings(stream)
        .describeStreamSummary(request -> request.streamARN(stream))
        .streamDescriptionSummary();
  }

  @Override
  public ListShardsResponse shards(String stream, @Nullable String after) {
    // Continues by shard id, not with the answer's token, which expires after five minutes.
    return listings(stream)
        .listShards(request -> request.streamARN(stream).exclusiveStartShardId(after));
  }

  @Override
  public String iterator(ShardKey shard, StartingPosition from) {
    return reads(shard.stream())
        .getShardIterator(
            request ->
                request
                    .streamARN(shard.stream())
                    .shardId(shard.shard())
                    .shardIteratorType(from.type())
                    .startingSequenceNumber(from.sequenceNumber())
                    .timestamp(from.timestamp()))
        .shardIterator();
  }

  @Override
  public GetRecordsResponse records(String stream, String iterator) {
    return reads(stream)
        .getRecords(
            request ->
                request.streamARN(stream).shardIterator(iterator).limit(settings.maxRecords()));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The subscriber receives the failure.
  public void subscribe(
      String consumer,
      String shard,
      StartingPosition from,
      Subscriber<SubscribeToShardEvent> subscriber) {
    var handler =
        SubscribeToShardResponseHandler.builder()
            .onEventStream(
                events -> events.filter(SubscribeToShardEvent.class).subscribe(subscriber))
            .onError(subscriber::onError)
            .build();
    fanOut(consumer)
        .subscribeToShard(
            request ->
                request
                    .consumerARN(consumer)
                    .shardId(shard)
                    .startingPosition(from)
                    .overrideConfiguration(
                        limits ->
                            limits
                                .apiCallTimeout(SUBSCRIPTION)
                                .apiCallAttemptTimeout(SUBSCRIPTION)),
            handler)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                subscriber.onError(failure);
              }
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    regions.values().forEach(Region::close);
    regions.clear();
  }

  private synchronized KinesisClient listings(String arn) {
    return region(arn).listings();
  }

  private synchronized KinesisClient reads(String arn) {
    return region(arn).reads();
  }

  private synchronized KinesisAsyncClient fanOut(String arn) {
    return region(arn).fanOut();
  }

  /** A call that another thread makes during the closing must not create clients again. */
  private Region region(String arn) {
    if (closed) {
      throw AbortedException.create("the clients are closed");
    }
    return regions.computeIfAbsent(
        KinesisSettings.region(arn), code -> new Region(settings.access().inRegion(code), onRetry));
  }

  /** The clients of one region; guarded by the lock of the calls. */
  private static final class Region implements SdkAutoCloseable {
    private final AwsAccess access;
    private final AwsClients clients;
    private @Nullable KinesisClient listings;
    private @Nullable KinesisClient reads;
    private @Nullable KinesisAsyncClient fanOut;

    Region(AwsAccess access, Runnable onRetry) {
      this.access = access;
      this.clients = new AwsClients(access, onRetry);
    }

    KinesisClient listings() {
      if (listings == null) {
        listings = clients.blocking(KinesisClient.builder());
      }
      return listings;
    }

    KinesisClient reads() {
      if (reads == null) {
        reads = clients.blockingOnce(KinesisClient.builder());
      }
      return reads;
    }

    KinesisAsyncClient fanOut() {
      if (fanOut == null) {
        var builder = clients.configured(KinesisAsyncClient.builder());
        // Disables retries: a broken subscription must not be renewed without the cursor.
        builder.overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
        fanOut = builder.httpClientBuilder(http()).build();
      }
      return fanOut;
    }

    private NettyNioAsyncHttpClient.Builder http() {
      var http =
          NettyNioAsyncHttpClient.builder()
              .protocol(Protocol.HTTP2)
              .http2Configuration(
                  http2 -> http2.initialWindowSize(WINDOW_BYTES).healthCheckPingPeriod(PING))
              .maxConcurrency(SUBSCRIPTIONS)
              .maxPendingConnectionAcquires(SUBSCRIPTIONS)
              .connectionTimeout(access.limits().connect())
              .readTimeout(SUBSCRIPTION);
      boolean plain = access.endpoint() != null && "http".equals(access.endpoint().getScheme());
      // Without TLS, there is no protocol negotiation.
      return plain ? http.protocolNegotiation(ProtocolNegotiation.ASSUME_PROTOCOL) : http;
    }

    @Override
    public void close() {
      if (listings != null) {
        listings.close();
      }
      if (reads != null) {
        reads.close();
      }
      if (fanOut != null) {
        fanOut.close();
      }
      clients.close();
    }
  }
}
