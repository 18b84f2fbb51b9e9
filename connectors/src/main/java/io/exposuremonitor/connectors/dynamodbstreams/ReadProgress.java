package io.exposuremonitor.connectors.dynamodbstreams;

/**
 * How far a shard was read. The service does not report how far behind a reader is, so it is
 * derived: while records come, it is the age of the last one. An empty answer does not mean the
 * tip, because the part of the shard that was searched may hold nothing (API reference,
 * GetRecords). Only several in a row count as the tip; until then the reader is as far behind as
 * the last record is old.
 *
 * <p>For one thread at a time.
 */
final class ReadProgress {
  /** How many empty answers in a row count as the tip. */
  static final int EMPTY_READS_AT_TIP = 3;

  /**
   * After a longer pause, empty answers are counted anew: many records may have arrived in between.
   */
  private static final long PAUSE_MILLIS = 300_000;

  private long verifiedAt;
  private long behindMillis = -1;
  private int emptyReads;
  private long lastAsked;

  /**
   * @param verifiedAt everything that arrived before was read, epoch milliseconds; 0 when not known
   */
  ReadProgress(long verifiedAt) {
    this.verifiedAt = verifiedAt;
  }

  /**
   * Records were read.
   *
   * @param lastArrival creation time of the last one
   */
  void records(long lastArrival, long now) {
    emptyReads = 0;
    verifiedAt = Math.max(verifiedAt, lastArrival);
    behindMillis = Math.max(0, now - lastArrival);
  }

  /**
   * Nothing was read.
   *
   * @param asked when the read began
   */
  void nothing(long asked) {
    emptyReads = asked - lastAsked > PAUSE_MILLIS ? 1 : emptyReads + 1;
    lastAsked = asked;
    if (atTip()) {
      atTip(asked);
    } else if (verifiedAt > 0) {
      // The last known value is that of the last read, which may be long ago.
      behindMillis = Math.max(behindMillis, asked - verifiedAt);
    }
  }

  /** The shard is closed and read to its end. */
  void end(long asked) {
    emptyReads = EMPTY_READS_AT_TIP;
    atTip(asked);
  }

  private void atTip(long asked) {
    verifiedAt = Math.max(verifiedAt, asked);
    behindMillis = 0;
  }

  /** Whether there is nothing more to read for now. */
  boolean atTip() {
    return emptyReads >= EMPTY_READS_AT_TIP;
  }

  /** Everything that arrived before was read, epoch milliseconds; 0 when not known. */
  long verifiedAt() {
    return verifiedAt;
  }

  /** How far behind the tip the reader is; -1 when not known. */
  long behindMillis() {
    return behindMillis;
  }
}
