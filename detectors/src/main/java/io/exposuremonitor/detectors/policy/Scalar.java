package io.exposuremonitor.detectors.policy;

/**
 * A value as written in the file.
 *
 * @param text the value, without quotes
 * @param quoted true if it was in quotes or in a block
 */
record Scalar(String text, boolean quoted) {}
