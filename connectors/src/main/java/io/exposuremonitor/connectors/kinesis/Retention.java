package io.exposuremonitor.connectors.kinesis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * Determines which records streams no longer retain. Queries the service at most once an hour for
 * each stream, and only about times at least a day ago: no stream retains records for less.
 * Thread-safe.
 */
final class Retention {
  /** The minimum retention of every stream. */
  static final Duration LEAST = Duration.ofHours(24);

  private static final Duration FRESH = Duration.ofHours(1);

  private final KinesisCalls calls;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  Retention(KinesisCalls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Whether records that arrived at this time may have been trimmed.
   *
   * @param time epoch milliseconds
   */
  boolean mayHaveTrimmed(String stream, long time) {
    return time < clock.millis() - LEAST.toMillis() && time < trimmedBefore(stream);
  }

  /**
   * The time before which records are gone, epoch milliseconds; 0 when the stream is too young to
   * have lost any.
   */
  long trimmedBefore(String stream) {
    Known summary = summary(stream);
    long horizon = clock.millis() - summary.kept;
    return summary.created >= horizon ? 0 : horizon;
  }

  /** When the stream was created, epoch milliseconds. */
  long created(String stream) {
    return summary(stream).created;
  }

  /** Remembers a description that was queried for other reasons. */
  Duration note(String stream, StreamDescriptionSummary summary) {
    Duration kept = Duration.ofHours(summary.retentionPeriodHours());
    known.put(
        stream,
        new Known(
            clock.millis(), kept.toMillis(), summary.streamCreationTimestamp().toEpochMilli()));
    return kept;
  }

  private Known summary(String stream) {
    Known last = known.get(stream);
    if (last != null && clock.millis() - last.asked < FRESH.toMillis()) {
      return last;
    }
    note(stream, calls.describe(stream));
    return summary(stream);
  }

  private record Known(long asked, long kept, long created) {}
}
