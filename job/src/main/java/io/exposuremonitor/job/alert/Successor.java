package io.exposuremonitor.job.alert;

/**
 * An incident that absorbed one of which a route was notified, while the route has not been
 * notified of this one yet. Part of the state; native types only.
 *
 * @param route name
 * @param incident id
 */
public record Successor(String route, String incident) {}
