package io.exposuremonitor.job.alert;

/**
 * An open incident of which a route was not notified because its budget was spent. Part of the
 * state; native types only.
 *
 * @param route name
 * @param incident id
 */
public record HeldIncident(String route, String incident) {}
