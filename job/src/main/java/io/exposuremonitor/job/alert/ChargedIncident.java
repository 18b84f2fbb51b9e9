package io.exposuremonitor.job.alert;

/**
 * An open incident that needs no more of a route's budget: the route was charged for it, or was
 * notified of one that it absorbed. Part of the state; native types only.
 *
 * @param route name
 * @param incident id
 */
public record ChargedIncident(String route, String incident) {}
