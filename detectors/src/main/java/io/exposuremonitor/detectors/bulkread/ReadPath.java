package io.exposuremonitor.detectors.bulkread;

/**
 * The path by which an event read the table; a finding names events of its own path. Part of the
 * state.
 */
public enum ReadPath {
  /** A page of Scan, or a page of Query that follows a full page. */
  SCAN,
  /** A page of PartiQL SELECT without a key, or one with a key that follows a full page. */
  PARTIQL,
  /** A page of Query, or of PartiQL SELECT with a key. */
  QUERY,
  /** GetItem and similar calls, and writes that return the item: none of them read pages. */
  KEY,
  /** A page of the console's explorer. */
  CONSOLE;

  /** True if it reads items by key, false if it reads the table page by page. */
  boolean isKeyed() {
    return this == QUERY || this == KEY;
  }
}
