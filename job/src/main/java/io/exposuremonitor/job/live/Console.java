package io.exposuremonitor.job.live;

/** What a running monitor prints. */
public enum Console {
  /** Findings as OCSF lines on standard output, for programs. */
  LINES,
  /** Findings as sentences on standard error, for people. */
  SENTENCES
}
