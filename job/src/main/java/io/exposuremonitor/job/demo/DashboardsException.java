package io.exposuremonitor.job.demo;

/** Dashboards can't be shown; the message is for the user, and says what helps. */
final class DashboardsException extends Exception {
  private static final long serialVersionUID = 1L;

  DashboardsException(String message) {
    super(message);
  }
}
