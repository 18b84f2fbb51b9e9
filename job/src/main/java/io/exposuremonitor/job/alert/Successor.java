package io.exposuremonitor.job.alert;

/**
 * An incident that absorbed one of which a route was told, while the route was not told of it yet.
 * Part of the state; native types only.
 *
 * @param route name
 * @param incident id
 */
public record Successor(String route, String incident) {}
