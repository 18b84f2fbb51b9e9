package io.exposuremonitor.detectors.blindspot;

/**
 * Records that were lost, or may have been.
 *
 * @param cause why the records were lost
 * @param source ARN of the stream or bucket, or name of the input
 * @param part the shard, object or record in it; empty for the whole source
 * @param from earliest possible start of the loss, epoch milliseconds; 0 if unknown
 * @param to time from which records were read again, epoch milliseconds; 0 if unknown
 * @param detail one sentence for people, without any content
 */
public record Gap(Cause cause, String source, String part, long from, long to, String detail) {

  /** This gap with its end set, epoch milliseconds. */
  public Gap endingAt(long time) {
    return new Gap(cause, source, part, from, time, detail);
  }

  /** Why records were lost, in words that follow "Not all of the source was read: ". */
  public enum Cause {
    TRIMMED("records expired before they were read"),
    SHARD_GONE("a shard expired or was deleted before its end"),
    START_BEFORE_RETENTION("the requested start is earlier than the oldest record kept"),
    DENIED("access to it was denied"),
    STREAM_ENDED("the stream was disabled or deleted"),
    OBJECT_MISSING("a log file that was announced could not be fetched"),
    OBJECT_UNREADABLE("a log file could not be read to its end"),
    UNCOVERED_HASH_RANGE("no shard is known for a part of the stream"),
    RECORD_UNREADABLE("a record could not be decoded");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
