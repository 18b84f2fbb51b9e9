package io.exposuremonitor.connectors.output;

/**
 * A line to write. Part of checkpoints; native types only.
 *
 * @param key lines with the same key keep their order
 * @param time event time of the line, epoch milliseconds
 * @param text without a line end
 */
public record Line(String key, long time, String text) {}
