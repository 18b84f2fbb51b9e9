package io.exposuremonitor.connectors.watch;

/**
 * A file as it was read.
 *
 * @param name its path or URI, for messages
 * @param text its content, in UTF-8
 */
public record WatchedFile(String name, String text) {}
