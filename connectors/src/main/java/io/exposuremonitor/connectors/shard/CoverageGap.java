package io.exposuremonitor.connectors.shard;

/**
 * Records that were lost, or may have been lost, which a security monitor must report.
 *
 * @param cause why
 * @param source ARN of the stream, or bucket of the object
 * @param part id of the shard, or key of the object; empty when the whole source is affected
 * @param from records created before this were read, epoch milliseconds; 0 when unknown
 * @param to reading continues with records created from here on, epoch milliseconds; 0 when unknown
 * @param detail one sentence for people: the service's error code and the consequence; no payload
 */
public record CoverageGap(
    Cause cause, String source, String part, long from, long to, String detail) {

  /** Why records were lost. */
  public enum Cause {
    /** The position was older than the shard's oldest record; reading continued there. */
    TRIMMED,
    /** A shard expired, or its stream was deleted, before it was read to its end. */
    SHARD_GONE,
    /** The requested start time lies before the stream's retention. */
    START_BEFORE_RETENTION,
    /** Reading is not permitted; records that expire before it is permitted are lost. */
    DENIED,
    /** A stream was disabled or deleted; it delivers no more records. */
    STREAM_ENDED,
    /** An object was deleted, may not be read, or can't be reached. */
    OBJECT_MISSING,
    /** An object is truncated, or its content does not match its name. */
    OBJECT_UNREADABLE,
    /** Several consecutive listings showed no shard for a range of hash keys. */
    UNCOVERED_HASH_RANGE
  }
}
