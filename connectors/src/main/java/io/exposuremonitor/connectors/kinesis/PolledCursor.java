package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Reads a shard by GetRecords: one call for each read, and one more when an iterator is needed. */
final class PolledCursor implements ShardCursor<KinesisPayload> {
  private final ShardKey key;
  private final KinesisCalls calls;
  private final ResumePoint resume;
  private final FailureTranslator failures;
  private final StreamEvents events;
  private final InstantSource clock;
  private @Nullable String iterator;
  private @Nullable Batch<KinesisPayload> end;

  PolledCursor(
      ShardKey key,
      KinesisCalls calls,
      ResumePoint resume,
      FailureTranslator failures,
      StreamEvents events,
      InstantSource clock) {
    this.key = key;
    this.calls = calls;
    this.resume = resume;
    this.failures = failures;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Batch<KinesisPayload> read() throws StreamException {
    if (end != null) {
      return end;
    }
    try {
      return readNext();
    } catch (ResourceNotFoundException e) {
      iterator = null; // It may belong to a deleted stream whose name is in use again.
      throw failures.translate(e, key, null);
    } catch (SdkException e) {
      throw failures.translate(e, key, null);
    }
  }

  /** Holds no resources. */
  @Override
  public void close() {}

  private Batch<KinesisPayload> readNext() throws StreamException {
    long asked = clock.millis();
    GetRecordsResponse answer = ask();
    long behind = Objects.requireNonNullElse(answer.millisBehindLatest(), -1L);
    boolean ended = answer.nextShardIterator() == null;
    boolean hangs = !ended && resume.isStuckBeforeHorizon(answer.records().isEmpty(), behind);
    // If this fails, the position has not moved, and the same iterator returns the same records
    // again.
    var entries = resume.take(answer.records(), hangs ? -1 : behind, asked);
    iterator = hangs ? null : answer.nextShardIterator();
    if (!ended) {
      return new Batch<>(entries, behind, false, List.of());
    }
    var children = KinesisShards.children(answer.childShards());
    end = new Batch<>(List.of(), 0, true, children);
    return new Batch<>(entries, behind, true, children);
  }

  private GetRecordsResponse ask() throws StreamException {
    String current = iterator == null ? renew() : iterator;
    try {
      return calls.records(key.stream(), current);
    } catch (ExpiredIteratorException e) {
      events.count(StreamEvents.Count.EXPIRED_ITERATORS);
      iterator = null;
      return calls.records(key.stream(), renew());
    }
  }

  private String renew() throws StreamException {
    String renewed;
    try {
      renewed = calls.iterator(key, resume.start());
    } catch (InvalidArgumentException refusal) {
      resume.refused(refusal);
      renewed = calls.iterator(key, resume.start());
    }
    iterator = renewed;
    return renewed;
  }
}
