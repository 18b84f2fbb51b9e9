package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.Denials;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamService;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Implements the port for Kinesis data streams. Clients are created by the first call.
 *
 * <p>Counts calls that the SDK retries by itself, expired iterators, renewed subscriptions, damaged
 * aggregates. Reports trimmed records, and streams that do not exist, but not a loss that a {@link
 * StreamException.Kind#GONE} reports to its caller.
 */
public final class KinesisService implements StreamService<KinesisPayload> {
  private final KinesisSettings settings;
  private final KinesisCalls calls;
  private final StreamEvents events;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Retention retention;
  private final FailureTranslator failures;
  private final Denials denials;
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private Map<String, StreamInfo> known = Map.of();

  KinesisService(
      KinesisSettings settings,
      KinesisCalls calls,
      StreamEvents events,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.calls = calls;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.retention = new Retention(calls, clock);
    this.failures = new FailureTranslator(calls);
    this.denials = new Denials(events, clock);
  }

  /** Creates services that use the SDK. */
  public static StreamService.Factory<KinesisPayload> factory(KinesisSettings settings) {
    return events ->
        new KinesisService(
            settings,
            new SdkKinesisCalls(settings, () -> events.count(StreamEvents.Count.RETRIED_CALLS)),
            events,
            InstantSource.system(),
            RandomGenerator.getDefault());
  }

  @Override
  public boolean wants(String stream) {
    return settings.streams().contains(stream);
  }

  /** If a stream can't be described, its last known description counts. */
  @Override
  public synchronized StreamList streams() throws StreamException {
    Map<String, StreamInfo> found = new LinkedHashMap<>();
    StreamException failure = null;
    boolean complete = true;
    for (String arn : settings.streams()) {
      StreamInfo stream;
      try {
        stream = call(arn, () -> stream(arn));
        denials.allowed(arn);
      } catch (StreamException e) {
        handle(arn, e);
        failure = e;
        stream = known.get(arn);
        complete &= stream != null;
      }
      if (stream != null) {
        found.put(arn, stream);
      }
    }
    if (found.isEmpty() && failure != null) {
      throw failure;
    }
    known = found;
    return new StreamList(List.copyOf(found.values()), complete);
  }

  private void handle(String arn, StreamException failure) throws StreamException {
    switch (failure.kind()) {
      case DENIED -> denials.denied(arn, failure);
      case RETRYABLE, THROTTLED -> events.failed(failure);
      case GONE, PERMANENT -> throw failure;
    }
  }

  @Override
  public ShardPage shards(String stream, @Nullable String page) throws StreamException {
    var answer = call(stream, () -> calls.shards(stream, page));
    List<Shard> shards = answer.shards().stream().map(KinesisShards::listed).toList();
    boolean more = answer.nextToken() != null && !shards.isEmpty();
    return new ShardPage(shards, more ? shards.get(shards.size() - 1).id() : null);
  }

  /** Searches only the shards after the given one, because ids of children are greater. */
  @Override
  public List<Shard> children(ShardKey shard) throws StreamException {
    List<Shard> children = new ArrayList<>();
    String after = shard.shard();
    while (after != null) {
      ShardPage page = shards(shard.stream(), after);
      page.shards().stream()
          .filter(each -> each.parents().contains(shard.shard()))
          .forEach(children::add);
      after = page.next();
    }
    return children;
  }

  @Override
  public ShardCursor<KinesisPayload> open(ShardKey shard, Position from, long verifiedAt) {
    var resume = new ResumePoint(shard, from, verifiedAt, retention, events, clock);
    String consumer = settings.consumer(shard.stream());
    if (consumer == null) {
      return new PolledCursor(shard, calls, resume, failures, events, clock);
    }
    return new FanOutCursor(
        shard,
        consumer,
        calls,
        resume,
        failures,
        events,
        clock,
        new Pacing(clock, random),
        settings.silence());
  }

  @Override
  public void close() {
    calls.close();
  }

  private @Nullable StreamInfo stream(String arn) {
    try {
      var summary = calls.describe(arn);
      missing.remove(arn);
      boolean live = summary.streamStatus() != StreamStatus.DELETING;
      return new StreamInfo(arn, live, retention.note(arn, summary));
    } catch (ResourceNotFoundException e) {
      if (missing.add(arn)) {
        String detail =
            KinesisErrors.code(e) + ": there is no such stream; the search for it continues";
        events.gap(
            new CoverageGap(CoverageGap.Cause.STREAM_ENDED, arn, "", 0, clock.millis(), detail));
      }
      return null;
    }
  }

  private <T> T call(String arn, Supplier<T> call) throws StreamException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failures.translate(e, arn);
    }
  }
}
