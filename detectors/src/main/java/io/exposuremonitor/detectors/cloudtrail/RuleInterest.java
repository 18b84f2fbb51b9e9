package io.exposuremonitor.detectors.cloudtrail;

/** Which records a rule may match; any other record is not passed on whole. */
@FunctionalInterface
public interface RuleInterest {
  /**
   * Whether a rule may match such a record. Called once for each combination and cached, so the
   * answer must not change without the {@link #edition}.
   *
   * @param failed whether the record has an {@code errorCode}
   * @param parameters whether the record has {@code requestParameters}: not null, and not the
   *     marker {@code {"omitted":true,…}} in their place
   */
  boolean wants(String eventSource, String eventName, boolean failed, boolean parameters);

  /**
   * Whether a rule may match this particular record, among those for which {@link #wants(String,
   * String, boolean, boolean)} is true. Called for each of them.
   */
  default boolean wants(RecordOutline record) {
    return true;
  }

  /** Changes when the rules change: earlier answers may then be wrong. */
  default int edition() {
    return 0;
  }
}
