package io.exposuremonitor.detectors.policy;

/**
 * One key of the policy file.
 *
 * @param name the key
 * @param shape its permitted values
 * @param meaning the documentation, in whole sentences
 * @param example an example value in YAML, or empty
 */
record Option(String name, Shape shape, String meaning, String example) {}
