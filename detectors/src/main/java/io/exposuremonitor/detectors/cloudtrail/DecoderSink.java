package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;

/** Receives a decoder's results, in the order of the input. */
public interface DecoderSink {
  /**
   * A CloudTrail record was read, whether or not it is used.
   *
   * @param time its event time, epoch milliseconds
   */
  default void record(long time) {}

  /** One call on one table or stream; a call on several tables comes as several in a row. */
  void activity(Activity activity);

  /** A record that a rule may match, after its activities if it has any. */
  void candidate(RawRecord record);

  /**
   * A record of a table's stream ({@code eventSource} is {@code aws:dynamodb}), from DynamoDB
   * Streams or Kinesis. It is not CloudTrail's and does not count as a record.
   *
   * @param bytes hold the record at {@code [from, to)}, in UTF-8; valid only during the call
   * @param place where it was, for messages
   */
  void itemChange(byte[] bytes, int from, int to, String place);

  /**
   * Something was not decoded.
   *
   * @param reason why
   * @param detail where it was and how large; never its content
   */
  void skipped(SkipReason reason, String detail);
}
