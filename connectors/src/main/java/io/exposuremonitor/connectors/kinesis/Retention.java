package io.exposuremonitor.connectors.kinesis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * Determines which records streams no longer retain. Queries the service at most once an hour for
 * each stream, and only about times at least a day ago: no stream retains records for less. The
 * creation time of a stream is queried each time. Thread-safe.
 */
final class Retention {
  /** The minimum retention of every stream. */
  static final Duration MIN = Duration.ofHours(24);

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
    return time < clock.millis() - MIN.toMillis() && time < trimmedBefore(stream);
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

  /**
   * When the stream was created, epoch milliseconds. A remembered answer may be about an earlier
   * stream with the same name.
   */
  long created(String stream) {
    return ask(stream).created;
  }

  /** Remembers a description that was queried for other reasons. */
  Duration note(String stream, StreamDescriptionSummary summary) {
    return Duration.ofMillis(remember(stream, summary).kept);
  }

  private Known summary(String stream) {
    Known last = known.get(stream);
    if (last != null && clock.millis() - last.asked < FRESH.toMillis()) {
      return last;
    }
    return ask(stream);
  }

  private Known ask(String stream) {
    return remember(stream, calls.describe(stream));
  }

  private Known remember(String stream, StreamDescriptionSummary summary) {
    Known now =
        new Known(
            clock.millis(),
            Duration.ofHours(summary.retentionPeriodHours()).toMillis(),
            summary.streamCreationTimestamp().toEpochMilli());
    known.put(stream, now);
    return now;
  }

  private record Known(long asked, long kept, long created) {}
}
