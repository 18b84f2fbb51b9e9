package io.exposuremonitor.detectors.policy;

/**
 * One key of the policy file.
 *
 * @param name the key
 * @param shape what may stand behind it
 * @param meaning for people, whole sentences
 * @param example a value as it stands in YAML, or empty
 */
record Option(String name, Shape shape, String meaning, String example) {}
