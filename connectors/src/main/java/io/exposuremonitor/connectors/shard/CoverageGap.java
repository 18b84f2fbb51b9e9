package io.exposuremonitor.connectors.shard;

/**
 * Records that were, or may have been, lost: a fact that a security monitor must report.
 *
 * @param cause why
 * @param source ARN of the stream, or bucket of the object
 * @param part id of the shard, or key of the object; empty when the whole source is meant
 * @param from what was created before this was read, epoch milliseconds; 0 when not known
 * @param to reading goes on with what was created from here on, epoch milliseconds; 0 when not
 *     known
 * @param detail one sentence for people: the service's error code and what was done; no payload
 */
public record CoverageGap(
    Cause cause, String source, String part, long from, long to, String detail) {

  /** Why records were lost. */
  public enum Cause {
    /** The position was older than what the shard keeps: reading went on at its oldest record. */
    TRIMMED,
    /** A shard expired, or its stream was deleted, before it was read to its end. */
    SHARD_GONE,
    /** A start time before the stream's retention was asked for. */
    START_BEFORE_RETENTION,
    /** Reading is not allowed: what nobody allows before it expires is lost. */
    DENIED,
    /** A stream is disabled or deleted: nothing more comes from it. */
    STREAM_ENDED,
    /** An object was deleted, is not allowed to be read, or can't be reached. */
    OBJECT_MISSING,
    /** An object broke off, or is not what its name says. */
    OBJECT_UNREADABLE,
    /** No shard was listed for a part of the hash keys, several times in a row. */
    UNCOVERED_HASH_RANGE
  }
}
