package io.exposuremonitor.job.alert;

/**
 * An open incident that needs no more of a route's budget: the route was charged for it, or was
 * notified of one that it absorbed. Part of the state, as is its name; native types only.
 *
 * @param route name
 * @param incident id
 */
public record Successor(String route, String incident) {}
