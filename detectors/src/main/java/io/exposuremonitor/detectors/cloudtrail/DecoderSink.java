package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;

/** Receives what a decoder finds, in the order of the input. */
public interface DecoderSink {
  /**
   * A record of CloudTrail's was read, whatever comes of it.
   *
   * @param time its event time, epoch milliseconds
   */
  default void record(long time) {}

  /** One call on one table or stream; a call on several tables comes as several in a row. */
  void activity(Activity activity);

  /** A record that some rule may want, after its activities if it has any. */
  void candidate(RawRecord record);

  /**
   * A record of a table's stream ({@code eventSource} is {@code aws:dynamodb}), from DynamoDB
   * Streams or Kinesis. It is not CloudTrail's and does not count as a record.
   *
   * @param bytes hold the record at {@code [from, to)}, in UTF-8, and are only lent: to be read
   *     before this returns
   * @param place where it was, for messages
   */
  void itemChange(byte[] bytes, int from, int to, String place);

  /**
   * Something that was not decoded.
   *
   * @param reason why
   * @param detail where it was and how large; never what it held
   */
  void skipped(SkipReason reason, String detail);
}
