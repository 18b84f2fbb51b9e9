package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Section;

/**
 * A section under {@code thresholds} of the policy file, and the thresholds that it defines.
 *
 * @param name the section's key
 * @param meaning the documentation, in whole sentences
 * @param defaults the default thresholds
 * @param keys the keys in the section
 * @param reader creates thresholds from the section's entries
 */
record ThresholdSection<T extends DetectorThresholds>(
    String name, String meaning, T defaults, Section keys, Reader<T> reader) {

  /** Creates thresholds from the entries of a file, with base values for absent keys. */
  interface Reader<T> {
    T read(Entries entries, T base);
  }

  @SuppressWarnings("unchecked") // A record's class is that of its values.
  Class<T> type() {
    return (Class<T>) defaults.getClass();
  }
}
