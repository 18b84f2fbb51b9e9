package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.job.element.SkippedInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts a source's losses into the core's gaps. */
public final class Gaps {
  private static final Pattern OBJECT = Pattern.compile("s3://([^/]+)/(.+)");

  private Gaps() {}

  /** Converts a gap that a source reports. */
  public static Gap of(CoverageGap gap) {
    return new Gap(
        cause(gap.cause()), gap.source(), gap.part(), gap.from(), gap.to(), gap.detail());
  }

  /**
   * Converts a loss found by decoding.
   *
   * @param time when the input arrived or, if unknown, was read, epoch milliseconds
   */
  public static Gap of(SkippedInput lost, long time) {
    Matcher object = OBJECT.matcher(lost.source());
    boolean inBucket = object.matches();
    return new Gap(
        Gap.Cause.RECORD_UNREADABLE,
        inBucket ? "arn:aws:s3:::" + object.group(1) : lost.source(),
        inBucket ? object.group(2) : "",
        0,
        time,
        lost.reasonName() + ", " + lost.detail());
  }

  private static Gap.Cause cause(CoverageGap.Cause cause) {
    return switch (cause) {
      case TRIMMED -> Gap.Cause.TRIMMED;
      case SHARD_GONE -> Gap.Cause.SHARD_GONE;
      case START_BEFORE_RETENTION -> Gap.Cause.START_BEFORE_RETENTION;
      case DENIED -> Gap.Cause.DENIED;
      case STREAM_ENDED -> Gap.Cause.STREAM_ENDED;
      case OBJECT_MISSING -> Gap.Cause.OBJECT_MISSING;
      case OBJECT_UNREADABLE -> Gap.Cause.OBJECT_UNREADABLE;
      case UNCOVERED_HASH_RANGE -> Gap.Cause.UNCOVERED_HASH_RANGE;
    };
  }
}
