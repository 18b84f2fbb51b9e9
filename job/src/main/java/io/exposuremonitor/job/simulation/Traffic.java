package io.exposuremonitor.job.simulation;

/** The distribution of calls over services and tables. */
public enum Traffic {
  /** By Zipf's law, as in production. */
  ZIPF,
  /** Uniform over services and tables. */
  UNIFORM,
  /** One service on one table. */
  ONE_KEY
}
