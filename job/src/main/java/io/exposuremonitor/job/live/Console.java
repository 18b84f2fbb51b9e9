package io.exposuremonitor.job.live;

/** The form in which a running monitor prints findings. */
public enum Console {
  /** Findings as OCSF lines on standard output, for programs. */
  LINES,
  /** Findings as sentences on standard error, for people. */
  SENTENCES
}
