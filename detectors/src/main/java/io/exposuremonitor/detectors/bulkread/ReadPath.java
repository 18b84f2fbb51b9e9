package io.exposuremonitor.detectors.bulkread;

/**
 * The path by which an event read, so that a finding names events of its own kind. Part of state.
 */
public enum ReadPath {
  /** A page of Scan, or one of Query that follows a full page. */
  SCAN,
  /** A page of PartiQL SELECT without a key, or with one where it follows a full page. */
  PARTIQL,
  /** A page of Query, or of PartiQL SELECT with a key. */
  QUERY,
  /** GetItem and its like, which read no page. */
  KEY,
  /** A page of the console's explorer. */
  CONSOLE;

  /** Whether it reads items by key and not a table page by page. */
  boolean isKeyed() {
    return this == QUERY || this == KEY;
  }
}
