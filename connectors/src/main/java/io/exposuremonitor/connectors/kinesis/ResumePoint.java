package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Position.AfterSequence;
import io.exposuremonitor.connectors.shard.Position.AfterSubSequence;
import io.exposuremonitor.connectors.shard.Position.AtInstant;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/**
 * Tracks how far one shard has been read, where to resume, and what was trimmed in between. Shared
 * by polling and fan-out; the only calls it makes are for a stream's retention, and its methods
 * throw the SDK's exceptions when these fail. One call at a time.
 *
 * <p>The service does not report that records were trimmed: a start before its horizon silently
 * moves there; a trimmed sequence number is refused, or gives an iterator that hangs empty at the
 * far end of the retention (harlow/kinesis-consumer, issues 98 and 125). Therefore times are
 * compared.
 */
final class ResumePoint {
  /** Arrival times and clocks are approximate. */
  private static final long SLACK_MILLIS = 60_000;

  private final ShardKey key;
  private final Deaggregator deaggregator;
  private final Retention retention;
  private final StreamEvents events;
  private final InstantSource clock;

  private Position position;
  private @Nullable String continuation;
  private long verifiedAt;
  private boolean startedBySequence;

  /**
   * @param verifiedAt everything that arrived before this has been read, epoch milliseconds; 0 when
   *     unknown
   */
  ResumePoint(
      ShardKey key,
      Position from,
      long verifiedAt,
      Retention retention,
      StreamEvents events,
      InstantSource clock) {
    this.key = key;
    this.position = from;
    this.verifiedAt = verifiedAt;
    this.deaggregator = new Deaggregator(events);
    this.retention = retention;
    this.events = events;
    this.clock = clock;
  }

  /** The start of an iterator or a subscription; reports what was trimmed before it. */
  StartingPosition start() {
    reportTrimmedBeforeStart();
    startedBySequence = true;
    if (continuation != null) {
      return bySequence(ShardIteratorType.AFTER_SEQUENCE_NUMBER, continuation);
    }
    if (position instanceof AfterSequence after) {
      return bySequence(ShardIteratorType.AFTER_SEQUENCE_NUMBER, after.sequence());
    }
    if (position instanceof AfterSubSequence after) {
      return bySequence(ShardIteratorType.AT_SEQUENCE_NUMBER, after.sequence());
    }
    startedBySequence = false;
    // No record was read yet, so the slack causes no duplicates.
    long from = Math.max(verifiedAt - SLACK_MILLIS, instant());
    return from > 0
        ? StartingPosition.builder()
            .type(ShardIteratorType.AT_TIMESTAMP)
            .timestamp(Instant.ofEpochMilli(from))
            .build()
        : StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
  }

  /**
   * Handles a start that the service refused as invalid: its sequence number was trimmed, or
   * belongs to an earlier stream with the same name. Sets another start.
   *
   * @throws StreamException when there is no other start
   */
  void refused(InvalidArgumentException refusal) throws StreamException {
    if (!startedBySequence) {
      if (instant() > clock.millis() - SLACK_MILLIS) {
        String message = "the start is not yet past for " + key.stream();
        throw new StreamException(StreamException.Kind.RETRYABLE, message, refusal);
      }
      throw KinesisErrors.of(refusal, key.stream());
    }
    long created = retention.created(key.stream());
    if (verifiedAt > 0 && verifiedAt < created) {
      skipToHorizon(Cause.SHARD_GONE, created, "the stream was deleted and created again");
    } else {
      abandonSequence("its sequence number is refused: " + KinesisErrors.code(refusal));
    }
  }

  /**
   * Whether reading hangs before the oldest retained record, as it does after a trimmed sequence
   * number. If so, sets another start.
   *
   * @param empty whether the read returned no records
   * @param behindMillis how far it was behind the tip
   */
  boolean isStuckBeforeHorizon(boolean empty, long behindMillis) {
    if (!empty
        || !startedBySequence
        || behindMillis < Retention.MIN.toMillis() - SLACK_MILLIS
        || clock.millis() - behindMillis > retention.trimmedBefore(key.stream()) + SLACK_MILLIS) {
      return false;
    }
    abandonSequence("reading behind its sequence number gives nothing");
    return true;
  }

  /**
   * Processes the result of a read.
   *
   * @param behindMillis how far the read was behind the tip; -1 when unknown
   * @param at when it was requested, or arrived
   * @return its records, with aggregates split
   */
  List<Entry<KinesisPayload>> take(List<Record> records, long behindMillis, long at) {
    var entries = deaggregator.entries(records, position);
    if (!entries.isEmpty()) {
      reportTrimmedBetween(entries.get(0).arrival());
      position = entries.get(entries.size() - 1).after();
    }
    if (behindMillis == 0) {
      verifiedAt = Math.max(verifiedAt, at);
    } else if (!entries.isEmpty()) {
      verifiedAt = Math.max(verifiedAt, entries.get(entries.size() - 1).arrival());
    } else if (behindMillis > 0) {
      verifiedAt = Math.max(verifiedAt, at - behindMillis);
    }
    return entries;
  }

  /** Resumes after this sequence number, even if no record has it. */
  void continueAfter(String sequence) {
    continuation = sequence;
  }

  private long instant() {
    return position instanceof AtInstant at ? at.epochMillis() : 0;
  }

  private void reportTrimmedBeforeStart() {
    long read = Math.max(verifiedAt, instant());
    // The horizon advances while reading from it is retried, which is the same gap.
    long tolerated = position instanceof Position.Horizon ? SLACK_MILLIS : 0;
    if (read > 0 && retention.mayHaveTrimmed(key.stream(), read + tolerated)) {
      boolean unread = instant() > 0 && instant() >= verifiedAt;
      verifiedAt = read;
      skipToHorizon(
          unread ? Cause.START_BEFORE_RETENTION : Cause.TRIMMED,
          retention.trimmedBefore(key.stream()),
          "the stream no longer keeps what arrived then");
    }
  }

  private void reportTrimmedBetween(long next) {
    if (verifiedAt > 0
        && next - verifiedAt > SLACK_MILLIS
        && retention.mayHaveTrimmed(key.stream(), verifiedAt)
        && !retention.mayHaveTrimmed(key.stream(), next)) {
      report(Cause.TRIMMED, next, "records expired before they were read");
    }
  }

  private void abandonSequence(String why) {
    if (verifiedAt > 0 && !retention.mayHaveTrimmed(key.stream(), verifiedAt)) {
      continuation = null;
      position = new AtInstant(verifiedAt - SLACK_MILLIS);
      return;
    }
    String stream = key.stream();
    skipToHorizon(
        Cause.TRIMMED, Math.max(retention.trimmedBefore(stream), retention.created(stream)), why);
  }

  /** Reports a loss, and resumes at the horizon. */
  private void skipToHorizon(Cause cause, long to, String detail) {
    report(cause, to, detail + "; reading continues at the oldest record");
    continuation = null;
    position = Position.Horizon.INSTANCE;
    verifiedAt = to;
  }

  private void report(Cause cause, long to, String detail) {
    events.gap(new CoverageGap(cause, key.stream(), key.shard(), verifiedAt, to, detail));
  }

  private static StartingPosition bySequence(ShardIteratorType type, String sequence) {
    return StartingPosition.builder().type(type).sequenceNumber(sequence).build();
  }
}
