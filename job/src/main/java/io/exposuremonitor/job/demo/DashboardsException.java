package io.exposuremonitor.job.demo;

/** Thrown if the dashboards can't be shown. The message is for the user and names a remedy. */
final class DashboardsException extends Exception {
  private static final long serialVersionUID = 1L;

  DashboardsException(String message) {
    super(message);
  }
}
