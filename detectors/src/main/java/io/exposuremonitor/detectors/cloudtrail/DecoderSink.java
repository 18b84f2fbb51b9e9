package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;

/** Receives a decoder's results, in the order of the input. */
public interface DecoderSink {
  /**
   * Receives the time of each CloudTrail record, whether or not it is used.
   *
   * @param time its event time, epoch milliseconds
   */
  default void record(long time) {}

  /**
   * Receives one call on one table or stream; a call on several tables comes as several in a row.
   */
  void activity(Activity activity);

  /** Receives a record that a rule may match, after its activities if it has any. */
  void candidate(RawRecord record);

  /**
   * Receives a record of a table's stream ({@code eventSource} is {@code aws:dynamodb}), from
   * DynamoDB Streams or Kinesis. It does not count as a CloudTrail record.
   *
   * @param bytes contain the record at {@code [from, to)}, in UTF-8; valid only during the call
   * @param place where it was, for messages
   */
  void itemChange(byte[] bytes, int from, int to, String place);

  /**
   * Receives a part of the input that was not decoded.
   *
   * @param reason why
   * @param detail where it was and how large; never its content
   */
  void skipped(SkipReason reason, String detail);
}
