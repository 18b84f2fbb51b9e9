package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Section;

/**
 * A section under {@code thresholds} of the policy file: its keys, and what they make together.
 *
 * @param name the section's key
 * @param meaning for people, whole sentences
 * @param defaults what holds where nobody says anything
 * @param keys the keys in the section
 * @param reader makes the thresholds of what stands there
 */
record ThresholdSection<T extends DetectorThresholds>(
    String name, String meaning, T defaults, Section keys, Reader<T> reader) {

  /** Lays what a file says over what holds otherwise. */
  interface Reader<T> {
    T read(Entries entries, T base);
  }

  @SuppressWarnings("unchecked") // A record's class is that of its values.
  Class<T> type() {
    return (Class<T>) defaults.getClass();
  }
}
