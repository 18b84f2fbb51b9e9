package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;

/**
 * Receives the results of a large record. An activity that is itself too large, because the record
 * names a table by megabytes of text or hundreds of thousands of keys, is skipped along with the
 * rest of its record. No call is like that, and the engine could not sort the activity.
 */
final class LargeRecordSink implements DecoderSink {
  /** Maximum size of an activity. A transaction of a hundred long statements takes less. */
  static final int MAX_BYTES = 128 << 10;

  private final DecoderSink out;
  private final String place;
  private boolean tooLarge;

  /**
   * @param place of the record, for messages
   */
  LargeRecordSink(DecoderSink out, String place) {
    this.out = out;
    this.place = place;
  }

  @Override
  public void record(long time) {
    out.record(time);
  }

  @Override
  public void activity(Activity activity) {
    if (!tooLarge && activity.approximateBytes() > MAX_BYTES) {
      tooLarge = true;
      out.skipped(SkipReason.TOO_LARGE, place);
    }
    if (!tooLarge) {
      out.activity(activity);
    }
  }

  @Override
  public void candidate(RawRecord record) {
    if (!tooLarge) {
      out.candidate(record);
    }
  }

  @Override
  public void itemChange(byte[] bytes, int from, int to, String where) {
    out.itemChange(bytes, from, to, where);
  }

  @Override
  public void skipped(SkipReason reason, String detail) {
    out.skipped(reason, detail);
  }
}
