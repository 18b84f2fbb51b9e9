package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads one shard, one GetRecords call at a time.
 *
 * <ol>
 *   <li>The iterator is made when it is needed, from the last record handed out; it is made again
 *       when it expired (15 minutes).
 *   <li>The service can't start at a time. To start at an instant, the cursor reads from the oldest
 *       record and skips those created before; restarts don't change the result.
 *   <li>When the position was trimmed, reading continues at the oldest record. If records may have
 *       been lost, the gap is reported as soon as the oldest record's time is known.
 *   <li>A position that the service does not find is tried a few times, since its answers may be
 *       older than what they say of each other; then the oldest record, and then the shard is gone.
 *   <li>The end of a shard names no children: the service's reads don't, and asking for them is
 *       limited account-wide, so that readers would wait for it instead of reading. Whoever lists
 *       the shards finds them.
 * </ol>
 */
final class DynamoDbShardCursor implements ShardCursor<Record> {
  /** How many times in a row a position is tried again that was not found. */
  static final int MISSING_TRIES = 5;

  private static final int CALL_TRIES = 3;

  /** Creation times and clocks are approximate. */
  private static final long SLACK_MILLIS = 60_000;

  private final ReadContext context;
  private final ShardKey key;
  private final long leaveOutBefore;
  private final ReadProgress progress;
  private @Nullable String after;
  private @Nullable String iterator;
  private @Nullable String trimmed;
  private long trimmedFrom;
  private int missing;

  /**
   * @throws IllegalArgumentException when the position is one within an aggregated record, which
   *     these streams don't have
   */
  DynamoDbShardCursor(ReadContext context, ShardKey key, Position from, long verifiedAt) {
    if (from instanceof Position.AfterSubSequence) {
      throw new IllegalArgumentException("no aggregated records in DynamoDB Streams: " + key);
    }
    this.context = context;
    this.key = key;
    this.leaveOutBefore = from instanceof Position.AtInstant at ? second(at.epochMillis()) : 0;
    this.after = from instanceof Position.AfterSequence record ? record.sequence() : null;
    this.progress = new ReadProgress(verifiedAt);
    // An iterator at the oldest record does not reveal that older ones were trimmed.
    if (after == null && verifiedAt > 0 && verifiedAt < keptFrom()) {
      resumeAtOldest("what was not yet read is older than the stream keeps");
    }
  }

  /** Records created before this time are no longer retained, epoch milliseconds. */
  private long keptFrom() {
    return context.clock().millis() - StreamFinder.RETENTION.toMillis();
  }

  /** Creation times are rounded down to the second, so the instant must be too. */
  private static long second(long millis) {
    return Math.floorDiv(millis, 1000L) * 1000;
  }

  @Override
  public synchronized Batch<Record> read() throws StreamException {
    long asked = context.clock().millis();
    GetRecordsResponse response = fetch();
    iterator = response.nextShardIterator();
    boolean ended = iterator == null;
    List<Entry<Record>> entries = take(response.records(), ended, asked);
    return new Batch<>(entries, progress.behindMillis(), ended, List.of());
  }

  private GetRecordsResponse fetch() throws StreamException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (iterator == null) {
          iterator = context.api().iterator(key.stream(), key.shard(), after);
        }
        GetRecordsResponse response = context.api().records(iterator, context.limit());
        missing = 0;
        return response;
      } catch (SdkException e) {
        recover(e);
        if (attempt == CALL_TRIES) {
          if (e instanceof TrimmedDataAccessException && context.lister().isOver(key)) {
            // Nothing of the shard is left: it has ended.
            return GetRecordsResponse.builder().build();
          }
          throw StreamsErrors.classify(key.toString(), e);
        }
      }
    }
  }

  /** Returns when another attempt may succeed at once. */
  private void recover(SdkException e) throws StreamException {
    if (e instanceof ExpiredIteratorException) {
      context.events().count(Count.EXPIRED_ITERATORS);
      iterator = null;
    } else if (e instanceof TrimmedDataAccessException) {
      renewAfterTrimming();
    } else if (e instanceof ResourceNotFoundException) {
      notFound(e);
    } else {
      throw StreamsErrors.classify(key.toString(), e);
    }
  }

  /**
   * Trimming is no loss when everything older than the retention was read, nor when the oldest
   * record was requested and expired before the answer.
   */
  private void renewAfterTrimming() {
    long verifiedAt = progress.verifiedAt();
    boolean lossless = verifiedAt > 0 ? verifiedAt >= keptFrom() + SLACK_MILLIS : after == null;
    if (lossless) {
      context.events().count(Count.EXPIRED_ITERATORS);
      iterator = null;
      after = null;
    } else {
      resumeAtOldest("TrimmedDataAccessException");
    }
  }

  private void notFound(SdkException e) throws StreamException {
    iterator = null;
    if (++missing > MISSING_TRIES) {
      if (after == null) {
        throw StreamsErrors.classify(key.toString(), e);
      }
      resumeAtOldest("ResourceNotFoundException");
    }
    throw new StreamException(Kind.RETRYABLE, "not found: " + key, e);
  }

  private void resumeAtOldest(String why) {
    iterator = null;
    after = null;
    if (trimmed == null) {
      trimmed = why;
      trimmedFrom = progress.verifiedAt();
    }
  }

  private List<Entry<Record>> take(List<Record> records, boolean ended, long asked) {
    var entries = new ArrayList<Entry<Record>>(records.size());
    long first = -1;
    long arrival = progress.verifiedAt();
    for (Record record : records) {
      var change = record.dynamodb();
      if (change.approximateCreationDateTime() != null) {
        arrival = change.approximateCreationDateTime().toEpochMilli();
      }
      first = first < 0 ? arrival : first;
      after = change.sequenceNumber();
      if (arrival >= leaveOutBefore) {
        entries.add(
            new Entry<>(
                record, new Position.AfterSequence(after), arrival, bytes(change.sizeBytes())));
      }
    }
    if (!records.isEmpty()) {
      progress.records(arrival, context.clock().millis());
    }
    if (ended) {
      progress.end(asked);
    } else if (records.isEmpty()) {
      progress.nothing(asked);
    }
    if (trimmed != null && (!records.isEmpty() || progress.atTip())) {
      report(trimmed, first < 0 ? asked : first);
    }
    return entries;
  }

  private static int bytes(@Nullable Long size) {
    return size == null ? 0 : (int) Math.min(Integer.MAX_VALUE, size);
  }

  private void report(String why, long goesOnAt) {
    context
        .events()
        .gap(
            new CoverageGap(
                CoverageGap.Cause.TRIMMED,
                key.stream(),
                key.shard(),
                trimmedFrom,
                Math.max(trimmedFrom, goesOnAt),
                why + ": reading continues at the oldest record that is retained"));
    trimmed = null;
  }

  @Override
  public void close() {
    // An iterator holds no resources at the service.
  }
}
