package io.exposuremonitor.job.simulation;

/** How calls on items spread over services and tables. */
public enum Traffic {
  /** As in production: by Zipf's law. */
  ZIPF,
  /** Every service and table alike. */
  UNIFORM,
  /** One service on one table. */
  ONE_KEY
}
