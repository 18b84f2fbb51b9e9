package io.exposuremonitor.detectors.cloudtrail;

/** Determines the records that a rule may match; other records are not passed on as a whole. */
@FunctionalInterface
public interface RuleInterest {
  /**
   * True if a rule may match such a record. Called once for each combination and cached, so the
   * result must not change unless the {@link #edition} does.
   *
   * @param failed whether the record has an {@code errorCode}
   * @param parameters whether the record has {@code requestParameters}: neither null nor the marker
   *     {@code {"omitted":true,…}} in their place
   */
  boolean wants(String eventSource, String eventName, boolean failed, boolean parameters);

  /**
   * True if a rule may match this particular record. Called for each record for which {@link
   * #wants(String, String, boolean, boolean)} is true.
   */
  default boolean wants(RecordOutline record) {
    return true;
  }

  /** A number that changes with the rules and thereby invalidates cached results. */
  default int edition() {
    return 0;
  }
}
