package io.exposuremonitor.detectors.policy;

/**
 * A value as it stands in the file.
 *
 * @param text without quotes
 * @param quoted true when it stood in quotes or in a block
 */
record Scalar(String text, boolean quoted) {}
