package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;

/** Receives what a decoder finds, in the order of the input. */
public interface DecoderSink {
  /** One call on one table or stream; a call on several tables comes as several in a row. */
  void activity(Activity activity);

  /** A record that some rule may want, after its activities if it has any. */
  void candidate(RawRecord record);

  /**
   * Something that was not decoded.
   *
   * @param reason why
   * @param detail where it was and how large; never what it held
   */
  void skipped(SkipReason reason, String detail);
}
