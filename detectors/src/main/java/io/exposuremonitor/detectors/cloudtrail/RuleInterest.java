package io.exposuremonitor.detectors.cloudtrail;

/** Which records some rule may want; a record that none wants is not passed on whole. */
@FunctionalInterface
public interface RuleInterest {
  /**
   * Whether some rule may want such a record. Asked once for each combination and remembered, so
   * the answer must not change without the {@link #edition}.
   *
   * @param failed whether the record has an {@code errorCode}
   * @param parameters whether the record has {@code requestParameters}: not null, and not the
   *     marker {@code {"omitted":true,…}} in their place
   */
  boolean wants(String eventSource, String eventName, boolean failed, boolean parameters);

  /**
   * Whether some rule may want this one record, of those that {@link #wants(String, String,
   * boolean, boolean)} is true of. Asked for each of them.
   */
  default boolean wants(RecordOutline record) {
    return true;
  }

  /** Another number once the rules are others: what was answered before may then be wrong. */
  default int edition() {
    return 0;
  }
}
